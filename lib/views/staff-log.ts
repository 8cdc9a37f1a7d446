/** The staff log: all that happened to cases, by month, by who did it, or by what was done. */
import { nowIso } from "#lib/base/clock.ts"
import {
  CASE_EVENT_TYPES,
  type CaseEvent,
  type CaseEventType,
  type CaseSubject,
  isAdminThing,
} from "#lib/db/items/cases.ts"
import { eventsByActor, eventsByType, eventsOfMonth, getCases, isEventPlace } from "#lib/db/patterns/cases.ts"
import { getUsers, userBySkeleton } from "#lib/db/patterns/users.ts"
import { authorize } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import type { LogOf } from "#lib/web/paths.ts"
import { locale } from "#lib/words/t.ts"
import { detailsOf, type EventDetails } from "./case-rows.ts"

export type StaffLogRow = EventDetails & {
  key: string
  type: CaseEventType
  at: string
  name: string
  case: { id: string; kind: CaseSubject["kind"]; title: string; name: string; hasNoPage: boolean }
}

/** `yyyy-mm`, and as people call it. */
type Month = { month: string; name: string }

export type StaffLogView = {
  of: LogOf
  rows: StaffLogRow[]
  next?: string
  month?: Month
  earlier?: Month
  later?: Month
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/** What an address asks for: `[]`, `[yyyy-mm]`, `["by", name]`, `["type", type]`; undefined when it is none of these. */
export function logAskedFor(of: string[]): LogOf | undefined {
  const [first = nowIso().slice(0, 7), second, ...more] = of
  if (more.length > 0) return undefined
  if (first === "by" && second) return { by: second }
  if (first === "type")
    return CASE_EVENT_TYPES.some((type) => type === second) ? { type: second! } : undefined
  return MONTH.test(first) && second === undefined ? { month: first } : undefined
}

/** A page of the log; null where nobody is called so, or the cursor is none. @throws ForumError unauthenticated, forbidden */
export async function loadStaffLog(actor: Member, of: LogOf, after?: string): Promise<StaffLogView | null> {
  authorize(actor, "case.see", {})
  if (after !== undefined && !isEventPlace(after)) return null
  const named = "by" in of ? await userBySkeleton(skeletonOf(of.by)) : undefined
  if ("by" in of && !named) return null
  const { items, next } = await ("month" in of
    ? eventsOfMonth(of.month, after)
    : "by" in of
      ? eventsByActor(named!.id, after)
      : eventsByType(of.type as CaseEventType, after))
  return { of, rows: await rowsOf(items), ...(next && { next }), ...("month" in of && around(of.month)) }
}

export const EXPORTS = ["csv", "ndjson"] as const
export type ExportFormat = (typeof EXPORTS)[number]

/**
 * All of a month's log as a file, a page of it after the other, the newest first.
 * @returns null where it is no month @throws ForumError unauthenticated, forbidden
 */
export function exportStaffLog(
  actor: Member,
  month: string,
  format: ExportFormat,
): AsyncGenerator<string> | null {
  authorize(actor, "case.see", {})
  return MONTH.test(month) ? linesOf(month, format) : null
}

const COLUMNS = [
  "at",
  "type",
  "by",
  "case",
  "kind",
  "title",
  "about",
  "reason",
  "words",
  "until",
  "from",
  "to",
]

async function* linesOf(month: string, format: ExportFormat): AsyncGenerator<string> {
  if (format === "csv") yield `${COLUMNS.join(",")}\r\n`
  for (let after: string | undefined, isMore = true; isMore; ) {
    const { items, next } = await eventsOfMonth(month, after)
    yield (await rowsOf(items)).map((row) => lineOf(flat(row), format)).join("")
    after = next
    isMore = next !== undefined
  }
}

function flat({ key: _, name, case: about, what, ...row }: StaffLogRow): Record<string, unknown> {
  const { id, kind, title, name: member } = about
  return { ...row, by: name, case: id, kind, title, about: member, ...(what && { reason: what }) }
}

function lineOf(row: Record<string, unknown>, format: ExportFormat): string {
  if (format === "ndjson") return `${JSON.stringify(row)}\n`
  return `${COLUMNS.map((name) => cellOf(String(row[name] ?? ""))).join(",")}\r\n`
}

/** RFC 4180; what a spreadsheet would take for a formula is text. */
function cellOf(text: string): string {
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

/** The months beside one; none later than this. */
function around(month: string): Required<Pick<StaffLogView, "month" | "earlier">> & { later?: Month } {
  const [year, number] = month.split("-").map(Number) as [number, number]
  const at = (by: number): string => new Date(Date.UTC(year, number - 1 + by)).toISOString().slice(0, 7)
  const later = at(1)
  return {
    month: called(month),
    earlier: called(at(-1)),
    ...(later <= nowIso().slice(0, 7) && { later: called(later) }),
  }
}

function called(month: string): Month {
  const customs = { month: "long", year: "numeric", timeZone: "UTC" } as const
  return { month, name: new Intl.DateTimeFormat(locale(), customs).format(new Date(month)) }
}

async function rowsOf(events: CaseEvent[]): Promise<StaffLogRow[]> {
  const cases = new Map(
    (await getCases(events.map((event) => event.case))).map((one) => [one.id, one.subject]),
  )
  const people = [...events.map(({ by }) => by), ...[...cases.values()].map(({ member }) => member)]
  const names = new Map((await getUsers([...new Set(people)])).map(({ id, name }) => [id, name]))
  return events.flatMap((event): StaffLogRow[] => {
    const subject = cases.get(event.case) ?? ("subject" in event ? event.subject : undefined)
    if (!subject) return []
    return [
      {
        ...{ key: `${event.case}-${event.version}`, type: event.type, at: event.at },
        name: names.get(event.by) ?? "",
        ...detailsOf(event),
        case: {
          ...{ id: event.case, kind: subject.kind, title: subject.title },
          name: names.get(subject.member) ?? "",
          hasNoPage: isAdminThing(subject.kind),
        },
      },
    ]
  })
}
