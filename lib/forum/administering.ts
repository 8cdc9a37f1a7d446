/** What administrators do is told as moderation is: by an event, in the transaction of what it tells of (ADR 250). */
import type { Write } from "#lib/db/commit.ts"
import type { AdminAct } from "#lib/db/items/case-events.ts"
import type { CaseSubject } from "#lib/db/items/cases.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { appended, caseIdOf, currentCase } from "./cases.ts"
import type { Manager } from "./categories.ts"

export type Told = {
  act: AdminAct
  /** What of it was so before, and is so now: what an undo needs, and who asks later. */
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  words?: string
}

export const aboutCategory = ({ id, name }: Pick<Category, "id" | "name">): CaseSubject => ({
  kind: "category",
  id,
  member: "",
  title: name,
})

export const aboutTag = (tag: string): CaseSubject => ({ kind: "tag", id: tag, member: "", title: tag })

/** What concerns all of the forum: settings, texts, invitations. @param what they are called in the log */
export const aboutForum = (what: string, title: string): CaseSubject => ({
  kind: "forum",
  id: what,
  member: "",
  title,
})

export const aboutMember = (id: string): CaseSubject => ({ kind: "member", id, member: id, title: "" })

/**
 * The event of an act, for the transaction of its effect; none of what the operator does at the command line, where a
 * log of the machine's is kept. Whoever commits it does so in `untilSettled`: of two acts on one thing one comes first.
 */
export async function told(manager: Manager, subject: CaseSubject, act: Told): Promise<Write | undefined> {
  if (manager.kind !== "member") return undefined
  const id = caseIdOf(subject)
  return appended(id, await currentCase(id), manager, { type: "administered", subject, ...act })
}

/** Of two states of a thing, what differs, as it was and as it is. Nothing where nothing does. */
export function differing<T extends object>(
  before: T,
  after: T,
  names: readonly (keyof T & string)[],
): { before: Record<string, unknown>; after: Record<string, unknown> } | undefined {
  const others = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  if (others.length === 0) return undefined
  const only = (of: T): Record<string, unknown> =>
    Object.fromEntries(others.flatMap((name) => (of[name] === undefined ? [] : [[name, of[name]]])))
  return { before: only(before), after: only(after) }
}
