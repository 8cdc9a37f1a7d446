/** A case as it concerns one who is no staff: what they reported, what of theirs is hidden, what they wrote to staff. */
import { ForumError } from "#lib/base/errors.ts"
import { type CaseEvent, TopicAct } from "#lib/db/items/case-events.ts"
import { type Case, type CaseSubject, type ReportReason, Sanction } from "#lib/db/items/cases.ts"
import { FOREVER } from "#lib/db/items/users.ts"
import { lastEventsOfCase } from "#lib/db/patterns/cases.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { type Actor, type Member, requireMember } from "#lib/forum/actor.ts"
import { isAppealable } from "#lib/forum/appealing.ts"
import { heldScene } from "#lib/forum/approving.ts"
import { currentCase, pastOf } from "#lib/forum/cases.ts"
import type { ShownDraft } from "#lib/forum/drafts.ts"
import { markOf } from "#lib/forum/held-changing.ts"
import { reportable } from "#lib/forum/reporting.ts"
import { permanentPath } from "#lib/web/paths.ts"
import { begunIn } from "./drafts.ts"
import { type HeldView, heldView } from "./held.ts"

export type Message = { version: number; at: string; html: string; mine: boolean }

type ShownAppeal = { at: string; words: string; isOpen: boolean; answer?: string }
type ActType = Sanction | "lifted" | TopicAct

export type CaseView = { id: string; kind: CaseSubject["kind"]; owner: string } & (
  | {
      part: "reporter"
      report: { at: string; reason: ReportReason; words?: string; title: string; name: string; href?: string }
      outcome?: { news: "acted" | "dismissed"; words?: string }
    }
  | {
      part: "author"
      title: string
      html?: string
      hidden?: { at: string; words?: string }
      appeal?: ShownAppeal
    }
  | {
      part: "member"
      /** What staff did to them, or with their topic, the last first. */
      acts: { version: number; type: ActType; at: string; words?: string; until?: string }[]
      /** Absent where there is nothing left to appeal against. */
      mayAppeal: boolean
      appeal?: ShownAppeal
    }
  /** `own`: as it was typed, while it can be changed, and which text that is. */
  | ({ part: "held"; words?: string; own?: { source: string; mark: string } } & HeldView)
  | { part: "writer"; messages: Message[]; older?: number; draft: ShownDraft | null }
)

/**
 * @param before of a conversation, only what was said before that version
 * @throws ForumError unauthenticated, not-found: also that there is a case is told to nobody else
 */
export async function loadCase(actor: Actor, id: string, before?: number): Promise<CaseView> {
  const member = requireMember(actor)
  const one = await currentCase(id)
  const view = one && (await partOf(member, one, before))
  if (!view) throw new ForumError("not-found", "case-missing")
  return view
}

async function partOf(member: Member, one: Case, before?: number): Promise<CaseView | undefined> {
  const isAbout = one.subject.member === member.id
  const common = { id: one.id, kind: one.subject.kind, owner: member.id }
  if (one.subject.kind === "message") {
    if (!isAbout) return undefined
    const { draft } = await begunIn(member, `staff:${one.id}`)
    return { ...common, part: "writer", ...(await messagesIn(one.id, member.id, before)), draft }
  }
  if (one.subject.kind === "held") {
    const scene = isAbout ? await heldScene(member, one.subject) : undefined
    if (!scene) return undefined
    const words = one.outcome?.words
    const waits = scene.held.state === "waiting" && one.state === "open"
    return {
      ...{ ...common, part: "held", ...(await heldView(scene)) },
      ...(words && { words }),
      ...(waits && { own: { source: scene.held.body, mark: markOf(scene.held) } }),
    }
  }
  const past = await pastOf(one.id)
  const wasHidden = past.some(({ type }) => type === "hidden")
  if (isAbout && wasHidden) return { ...common, ...(await forAuthor(one, past)) }
  const acts = isAbout ? actsIn(past) : []
  if (acts.length > 0) return { ...common, ...forMember(one, past, acts) }
  const own = past.findLast((event) => event.type === "reported" && event.by === member.id)
  return own?.type === "reported" ? { ...common, ...(await forReporter(member, one, past, own)) } : undefined
}

type Part<P> = Omit<Extract<CaseView, { part: P }>, "id" | "kind" | "owner">

/** Who has left takes along what they wrote. */
async function forAuthor(one: Case, past: CaseEvent[]): Promise<Part<"author">> {
  const { subject, hidden } = one
  const post = await findPost(subject.id, { consistent: true })
  return {
    part: "author",
    title: subject.title,
    ...(post && { html: post.html }),
    ...(hidden && { hidden: { at: hidden.at, ...(hidden.words && { words: hidden.words }) } }),
    ...appealIn(one, past),
  }
}

/** That all of theirs was removed they see by themselves. */
const TOLD_AS = { swept: "suspended", unswept: "lifted" } as const

/** An act on a topic is told where there was something to say. */
function isAct(event: CaseEvent): event is Extract<CaseEvent, { type: ActType | keyof typeof TOLD_AS }> {
  const { type } = event
  if (
    type === "lifted" ||
    type === "swept" ||
    type === "unswept" ||
    Sanction.options.some((one) => one === type)
  )
    return true
  return TopicAct.options.some((one) => one === type) && "words" in event && event.words !== undefined
}

function forMember(one: Case, past: CaseEvent[], acts: Part<"member">["acts"]): Part<"member"> {
  return { part: "member", acts, mayAppeal: isAppealable(one), ...appealIn(one, past) }
}

function actsIn(past: CaseEvent[]): Part<"member">["acts"] {
  const acts = past.flatMap((event) => {
    if (!isAct(event)) return []
    const type = TOLD_AS[event.type as keyof typeof TOLD_AS] ?? (event.type as ActType)
    const { version, at, words } = event
    return [
      {
        version,
        type,
        at,
        ...(words && { words }),
        ...("until" in event && event.until !== FOREVER && { until: event.until }),
      },
    ]
  })
  return acts.reverse().slice(0, ACTS)
}

/** What they said against it, and what staff answered. */
function appealIn({ appeal, queue, state }: Case, past: CaseEvent[]): { appeal?: ShownAppeal } {
  if (!appeal) return {}
  const said = past.findLast(({ type }) => type === "dismissed")
  const isOpen = state === "open" && queue === "appeal"
  const answer = !isOpen && said?.type === "dismissed" && said.at >= appeal.at ? said.words : undefined
  return { appeal: { at: appeal.at, words: appeal.words ?? "", isOpen, ...(answer && { answer }) } }
}

/** What was decided after the report, and nothing of other reports. What it was about only while they may read it. */
async function forReporter(
  member: Member,
  { subject }: Case,
  past: CaseEvent[],
  own: Extract<CaseEvent, { type: "reported" }>,
): Promise<Part<"reporter">> {
  const decided = past.find((event) => event.version > own.version && DECIDED.has(event.type))
  const words = decided && "words" in decided ? decided.words : undefined
  const [user, isSeen] = await Promise.all([getUser(subject.member), mayRead(member, subject)])
  return {
    part: "reporter",
    report: {
      at: own.at,
      reason: own.reason,
      ...(own.words && { words: own.words }),
      name: user?.name ?? "",
      title: isSeen ? subject.title : "",
      ...(isSeen && subject.kind !== "member" && { href: permanentPath(subject.id) }),
    },
    ...(decided && {
      outcome: { news: decided.type === "dismissed" ? "dismissed" : "acted", ...(words && { words }) },
    }),
  }
}

const DECIDED: ReadonlySet<string> = new Set(["hidden", "dismissed", "settled"])

async function mayRead(member: Member, { kind, id }: CaseSubject): Promise<boolean> {
  try {
    await reportable(member, { kind: kind === "member" ? "member" : "post", id })
    return true
  } catch (error) {
    if (error instanceof ForumError) return false
    throw error
  }
}

/** So many of either are shown at once. */
const ACTS = 30
const MESSAGES = 30

/** The last messages of a conversation; `older` is the `before` of those before them. @param mine whose own they are beside those of staff */
async function messagesIn(
  id: string,
  mine: string,
  before?: number,
): Promise<{ messages: Message[]; older?: number }> {
  const [one, ...more] = await lastEventsOfCase(id, MESSAGES + 1, before)
  const isMore = more.length === MESSAGES
  const messages = (isMore || !one ? more : [one, ...more])
    .filter((event) => event.type === "wrote")
    .map(({ version, at, html, by }) => ({ version, at, html, mine: by === mine }))
  return { messages, ...(isMore && { older: more[0]!.version }) }
}
