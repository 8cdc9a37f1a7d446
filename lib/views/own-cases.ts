/** What a member has told staff, as a list. */
import type { CaseEvent } from "#lib/db/items/case-events.ts"
import type { CaseSubject, ReportReason } from "#lib/db/items/cases.ts"
import { eventsByActor, isEventPlace } from "#lib/db/patterns/cases.ts"
import type { Member } from "#lib/forum/actor.ts"
import { titlesFor } from "./seen-cases.ts"

export type OwnCaseRow = {
  id: string
  at: string
} /** `what` is its topic, or the member, as they are called now: while it can be read. */ & (
  | { type: "reported"; reason: ReportReason; kind: CaseSubject["kind"]; what?: string }
  | { type: "wrote" | "held"; title: string }
  | { type: "appealed" }
)

/** What the member has told staff, newest first: each case once on a page; null where the cursor is none. */
export async function loadOwnCases(
  member: Member,
  after?: string,
): Promise<{ rows: OwnCaseRow[]; next?: string } | null> {
  if (after !== undefined && !isEventPlace(after)) return null
  const { items, next } = await eventsByActor(member.id, after)
  const rows = new Map<string, OwnCaseRow>()
  const titles = await titlesFor(
    member,
    items.flatMap((event) => (event.type === "reported" ? [event.subject] : [])),
  )
  for (const event of items) {
    const row = ownRow(event, titles)
    if (row && !rows.has(row.id)) rows.set(row.id, row)
  }
  return { rows: [...rows.values()], ...(next && { next }) }
}

function ownRow(event: CaseEvent, titles: Map<string, string>): OwnCaseRow | undefined {
  const { case: id, at, type } = event
  if (type === "reported") {
    const { kind } = event.subject
    const what = titles.get(event.subject.id)
    return { id, at, type, reason: event.reason, kind, ...(what && { what }) }
  }
  if (type === "wrote") return event.staff ? undefined : { id, at, type, title: event.subject.title }
  if (type === "held") return { id, at, type, title: event.subject.title }
  return type === "appealed" ? { id, at, type } : undefined
}
