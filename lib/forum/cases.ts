/** Moderation cases: what has become of one, and how more is written down. Rules: reporting.ts, deciding.ts, staff-messages.ts. */
import { now } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { mintId, timeOf } from "#lib/base/ids.ts"
import type { Write } from "#lib/db/commit.ts"
import type { CaseEvent } from "#lib/db/items/case-events.ts"
import type { Case, CaseSubject } from "#lib/db/items/cases.ts"
import { eventsOfCase, getCase } from "#lib/db/patterns/cases.ts"
import { putCaseEvent } from "#lib/db/writes/cases.ts"
import { can } from "./access.ts"
import { type Actor, type Member, requireMember } from "./actor.ts"
import { foldCase } from "./case-folding.ts"

/** One thing has one case, however often it is reported: its id follows from it. A message and what is held have the case's own. */
export function caseIdOf({ kind, id }: Pick<CaseSubject, "kind" | "id">): string {
  if (kind === "message" || kind === "held") return id
  // These have no time of their own.
  if (kind === "category" || kind === "tag" || kind === "forum") return mintId(0, `case ${kind} ${id}`)
  return mintId(timeOf(id), `case ${kind === "member" ? "member" : "post"} ${id}`)
}

/**
 * The case as it is now: what the stream has told of it, and what was written since. Exact, and bounded whatever its
 * past. Undefined where there is none.
 */
export async function currentCase(id: string): Promise<Case | undefined> {
  const known = await getCase(id)
  const since: CaseEvent[] = []
  for (let after: number | undefined = known?.version ?? 0; after !== undefined; ) {
    const { items, next } = await eventsOfCase(id, after)
    since.push(...items)
    after = next
  }
  return foldCase(since, known)
}

/** All events of a case, in order. @param until up to a version or a moment (ISO 8601) */
export async function pastOf(
  id: string,
  until: { version?: number; at?: string } = {},
): Promise<CaseEvent[]> {
  const { version = Number.POSITIVE_INFINITY, at } = until
  const past: CaseEvent[] = []
  for (let after: number | undefined = 0; after !== undefined; ) {
    const { items, next } = await eventsOfCase(id, after)
    past.push(...items.filter((event) => event.version <= version && (!at || event.at <= at)))
    after = items.length > 0 && items.at(-1)!.version >= version ? undefined : next
  }
  return past
}

type Rest<E> = E extends CaseEvent ? Omit<E, "case" | "version" | "at" | "by"> : never
/** What happens, without where it stands. */
export type NewEvent = Rest<CaseEvent>

/**
 * What happens to a case next, as a write: for the transaction of its effect.
 * @param before the case as it was read; undefined begins it · @param event its category that of before where it names none
 */
export function appended(
  id: string,
  before: Case | undefined,
  member: Pick<Member, "id">,
  event: NewEvent,
): Write {
  const version = (before?.version ?? 0) + 1
  // Clocks of machines differ; the past of a case goes forwards.
  const at = new Date(Math.max(now(), before ? Date.parse(before.updatedAt) : 0)).toISOString()
  const category = event.category ?? before?.category
  const told = { ...event, case: id, version, at, by: member.id, ...(category && { category }) }
  return putCaseEvent(told as CaseEvent)
}

/** A conversation with staff, for the member who began it and for staff. @throws ForumError unauthenticated, not-found */
export async function visibleConversation(actor: Actor, id: string): Promise<Case> {
  const member = requireMember(actor)
  const one = await currentCase(id)
  const isTheirs = one?.subject.member === member.id || can(actor, "case.see", {})
  if (one?.subject.kind !== "message" || !isTheirs) throw new ForumError("not-found", "case-missing")
  return one
}
