/** A member for staff: what they wrote, what was reported, what staff did and wrote down, and what can be done. */
import { Sanction } from "#lib/db/items/cases.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { FOREVER, type Role, STANDING } from "#lib/db/items/users.ts"
import { postsWrittenBy } from "#lib/db/patterns/belongings.ts"
import { casesOfMember, lastEventsOfCase } from "#lib/db/patterns/cases.ts"
import { notesOn } from "#lib/db/patterns/notes.ts"
import { postsByAuthor } from "#lib/db/patterns/posts.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import { can } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { isInForce, LENGTHS, recordOf } from "#lib/forum/standing.ts"
import { beginningOf } from "#lib/markup/excerpt.ts"
import { type CaseRow, namesOf, rowsOf } from "./case-rows.ts"
import { type PostRow, rowsOfPosts } from "./post-rows.ts"
import { seenBy } from "./seen-cases.ts"
import { EVENTS, type LogEntry, logOf } from "./staff-case.ts"

export type MemberRecordView = {
  id: string
  name: string
  role: Role
  joinedAt: string
  postCount: number
  /** What was done to them and is not over; `until` is absent where it has no end. */
  inForce: { sanction: Sanction; at?: string; until?: string; words?: string }[]
  turn: number
  /** How long something may be taken from them. */
  lengths: typeof LENGTHS
  /** Their own case, once there is one. */
  log: LogEntry[]
  older?: string
  caseId: string
  cases: CaseRow[]
  notes: { id: string; name: string; at: string; text: string; isYours: boolean }[]
  /** Where those before these end, when there are more. */
  olderNotes?: string
  posts: PostRow[]
  /** Their last posts that were deleted. */
  removed: { id: string; excerpt: string; at: string; why?: string }[]
  can: { act: boolean; note: boolean; sweep: boolean }
}

const POSTS = 5
const NONE: Awaited<ReturnType<typeof notesOn>> = { items: [] }

/** @throws ForumError unauthenticated, not-found: also to who is no staff */
export async function loadMemberRecord(
  actor: Member,
  member: string,
  { notesBefore }: { notesBefore?: string } = {},
): Promise<MemberRecordView> {
  const { user, id, before } = await recordOf(actor, member)
  const categories = await visibleCategories(actor)
  const mayNote = can(actor, "member.note", { member: user })
  const [events, cases, notes, posts, removed] = await Promise.all([
    lastEventsOfCase(id, EVENTS + 1),
    casesOfMember(user.id, (one) => one.id !== id),
    mayNote ? notesOn(user.id, notesBefore) : NONE,
    rowsOfPosts((visible) => postsByAuthor(user.id, visible, undefined, POSTS), categories),
    removedPosts(user.id, categories),
  ])
  const [{ log, older }, names] = await Promise.all([logOf(events), namesOf(notes.items.map(({ by }) => by))])
  return {
    ...{ id: user.id, name: user.name, role: user.role, joinedAt: user.createdAt, postCount: user.postCount },
    inForce: Sanction.options
      .filter((what) => isInForce(user, before, what))
      .map((sanction) => {
        const act = before?.sanctions?.[sanction]
        const until = sanction === "warned" ? undefined : user[STANDING[sanction].until]
        return {
          sanction,
          ...(act && { at: act.at, ...(act.words && { words: act.words }) }),
          ...(until && until !== FOREVER && { until }),
        }
      }),
    ...{ turn: before?.turn ?? 0, lengths: LENGTHS, caseId: id, log, ...(older && { older: String(older) }) },
    cases: await rowsOf(actor, await seenBy(actor, cases.items)),
    notes: notes.items.map(({ id, by, at, text }) => ({
      ...{ id, at, text, name: names(by), isYours: by === actor.id },
    })),
    ...(notes.next && { olderNotes: notes.next }),
    posts: posts.items,
    removed,
    can: {
      act: can(actor, "member.suspend", { member: user }),
      note: mayNote,
      sweep: can(actor, "member.sweep", { member: user }),
    },
  }
}

/** The last that were deleted, of those that this moderator may read. */
async function removedPosts(user: string, categories: Category[]): Promise<MemberRecordView["removed"]> {
  const { items } = await postsWrittenBy(user, { removed: true, limit: POSTS })
  const topics = await findTopics([...new Set(items.map(({ topic }) => topic))])
  const readable = new Set(
    topics.filter(({ category }) => categories.some(({ id }) => id === category)).map(({ id }) => id),
  )
  return items
    .filter(({ topic }) => readable.has(topic))
    .map(({ id, html, removed }) => ({
      ...{ id, excerpt: beginningOf(html), at: removed?.at ?? "" },
      ...(removed?.why && { why: removed.why }),
    }))
}
