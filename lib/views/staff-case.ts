/** A case for staff: what it is about, all that happened to it, and what can be done. */

import type { CaseEvent } from "#lib/db/items/case-events.ts"
import type { Case } from "#lib/db/items/cases.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { casesOfMember, lastEventsOfCase } from "#lib/db/patterns/cases.ts"
import { POSTS_PER_PAGE, pageOfPost, postsOnPage } from "#lib/db/patterns/posts.ts"
import { getUsers } from "#lib/db/patterns/users.ts"
import { can, refusalOf, sentenceOf } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import { foldCase } from "#lib/forum/case-folding.ts"
import { pastOf } from "#lib/forum/cases.ts"
import { type CaseScene, type Decision, decisionsOn, placeOf, visibleCase } from "#lib/forum/deciding.ts"
import type { ShownDraft } from "#lib/forum/drafts.ts"
import { historyPath, memberPath, permanentPath, postOptionsPath } from "#lib/web/paths.ts"
import { type CaseRow, detailsOf, type EventDetails, namesOf, rowsOf } from "./case-rows.ts"
import { begunIn } from "./drafts.ts"
import { type HeldView, heldView } from "./held.ts"
import { type HistoryVersion, versionsFor } from "./history.ts"
import { seenBy } from "./seen-cases.ts"
import { type ShownPost, shown } from "./writing.ts"

export type LogEntry = EventDetails & {
  version: number
  type: CaseEvent["type"] | "upheld"
  at: string
  name: string
  /** Of a message. */
  html?: string
  /** How the post began that was reported. */
  excerpt?: string
}

export type StaffCaseView = {
  row: CaseRow
  state: Case["state"]
  /** Whom it is about, while they are here: for staff. */
  member?: string
  turn: number
  href: string
  isHidden: boolean
  post?: ShownPost & {
    removed: boolean
    editedSince?: string
    options: string
    before: ShownPost[]
    after: ShownPost[]
    place: string
    /** Its last versions, where it has more than one, and where all of them are. */
    versions: HistoryVersion[]
    history: string
  }
  /** What waits for approval, and why. */
  held?: HeldView & { isFirst: boolean }
  /** Who waits to be let in. */
  newcomer?: { name: string; email: string }
  log: LogEntry[]
  /** Where those before these end, when there are more. */
  older?: number
  decisions: Decision[]
  /** Why this moderator may not decide. */
  refusal?: string
  past: CaseRow[]
  /** The day at whose end it was so, where it is not now. */
  on?: string
  /** For answers to a message. */
  owner: string
  draft: ShownDraft | null
}

/**
 * A case for staff, as it is or as it was at the end of a day (UTC).
 * @returns "not-yet" where it had not begun by then @throws ForumError unauthenticated, not-found
 */
export async function loadStaffCase(
  actor: Member,
  id: string,
  { on, before }: { on?: string; before?: number } = {},
): Promise<StaffCaseView | "not-yet"> {
  const seen = await visibleCase(actor, id)
  // A conversation may be long, and nothing of it needs its beginning.
  const isTalk = seen.one.subject.kind === "message" && !on
  const past = isTalk
    ? await lastEventsOfCase(id, EVENTS + 1, before)
    : await pastOf(id, on ? { at: `${on}T23:59:59.999Z` } : {})
  const one = on ? foldCase(past) : seen.one
  if (!one) return "not-yet"
  const [row] = await rowsOf(actor, [one])
  const [log, post, others, member, { draft }] = await Promise.all([
    logOf(past, before),
    on ? undefined : postOf(actor, seen, past),
    casesOfMember(one.subject.member, (other) => other.id !== id),
    getUsers([one.subject.member]),
    begunIn(actor, `staff:${id}`),
  ])
  const about = member[0] ?? { id: one.subject.member, role: "member" as const }
  const refusal = refusalOf(actor, "case.decide", { member: about, within: placeOf(seen) })
  return {
    ...{
      row: row!,
      state: one.state,
      turn: one.turn,
      ...log,
      past: await rowsOf(actor, await seenBy(actor, others.items)),
    },
    href:
      one.subject.kind === "post" || one.subject.kind === "topic"
        ? permanentPath(one.subject.id)
        : memberPath(row!.name),
    isHidden: one.hidden !== undefined,
    ...(post && { post }),
    ...(one.queue === "newcomer" && member[0]?.appliedAt
      ? { newcomer: { name: member[0].name, email: member[0].email ?? "" } }
      : {}),
    ...(seen.held && { held: { ...(await heldView(seen.held)), isFirst: isFirstOf(past) } }),
    // What staff do to a member, and wrote down, is no part of a category.
    ...(member[0] && !member[0].leftAt && can(actor, "case.see", {}) && { member: member[0].id }),
    ...(on && { on }),
    decisions: on || refusal ? [] : decisionsOn({ ...seen, one }, actor),
    ...(refusal && !on && { refusal: sentenceOf(refusal) }),
    ...{ owner: actor.id, draft },
  }
}

const isFirstOf = (past: CaseEvent[]): boolean => past.some((event) => event.type === "held" && event.isFirst)

/** How many posts are shown before and after it. */
const AROUND = 2

/** So many versions are told beside it: the others have a page of their own. */
const VERSIONS = 3

async function postOf(
  actor: Member,
  { one, scene }: CaseScene,
  past: CaseEvent[],
): Promise<StaffCaseView["post"]> {
  if (!scene || (one.subject.kind !== "post" && one.subject.kind !== "topic")) return undefined
  const { post, topic } = scene
  const [page, { versions }] = await Promise.all([
    postsAround(topic.id, post.id),
    post.version > 1 ? versionsFor(actor, scene, { most: VERSIONS }) : { versions: [] },
  ])
  const at = page.findIndex(({ id }) => id === post.id)
  const around = (from: number, to: number): ShownPost[] =>
    at < 0
      ? []
      : page
          .slice(Math.max(0, from), to)
          .filter(({ removed }) => !removed)
          .map(shown)
  const reported = past.findLast((event) => event.type === "reported")
  // Another title is another version, and not a word of it changed.
  const isEdited =
    reported?.type === "reported" &&
    reported.seen &&
    post.version > reported.seen.version &&
    (post.editedAt ?? "") >= reported.at
  return {
    ...shown(post),
    removed: (post.id === topic.firstPost ? topic.removed : post.removed) !== undefined,
    options: postOptionsPath(post.id),
    place: permanentPath(post.id),
    ...(isEdited && { editedSince: historyPath(post.id) }),
    ...{ versions, history: historyPath(post.id) },
    before: around(at - AROUND, at),
    after: around(at + 1, at + 1 + AROUND),
  }
}

/** The page on which it is, with the ends of those beside it where it stands at an end of its own. */
async function postsAround(topic: string, post: string): Promise<Post[]> {
  const n = await pageOfPost(topic, post)
  const page = (await postsOnPage(topic, n)) ?? []
  const at = page.findIndex(({ id }) => id === post)
  if (at < 0) return []
  const [before, after] = await Promise.all([
    at < AROUND && n > 1 ? postsOnPage(topic, n - 1) : [],
    at >= page.length - AROUND && page.length === POSTS_PER_PAGE ? postsOnPage(topic, n + 1) : [],
  ])
  return [...(before ?? []).slice(-AROUND), ...page, ...(after ?? []).slice(0, AROUND)]
}

/** So many are shown at once. */
export const EVENTS = 50

/** The last events; `older` is the `before` of those before them. */
export async function logOf(
  past: CaseEvent[],
  until = Number.POSITIVE_INFINITY,
): Promise<Pick<StaffCaseView, "log" | "older">> {
  const names = await namesOf(past.map(({ by }) => by))
  let before: Case | undefined
  const upheld = new Set<number>()
  for (const event of past) {
    if (event.type === "dismissed" && (before?.hidden || before?.queue === "appeal"))
      upheld.add(event.version)
    // The part of a conversation has no beginning, and nothing that could be hidden.
    if (before || event.version === 1) before = foldCase([event], before)
  }
  const shownNow = past.filter(({ version }) => version < until).slice(-EVENTS)
  const log = shownNow.map((event): LogEntry => {
    const { version, at, by, type } = event
    return {
      ...{ version, at, name: names(by), type: upheld.has(version) ? "upheld" : type },
      ...detailsOf(event),
      ...(event.type === "reported" && event.seen && { excerpt: event.seen.excerpt }),
      ...(event.type === "wrote" && { html: event.html }),
    }
  })
  return { log, ...(log[0] && log[0].version > 1 && { older: log[0].version }) }
}
