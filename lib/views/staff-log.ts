/** The staff log: all that happened to cases, by month, by who did it, or by what was done. */
import { nowIso } from "#lib/base/clock.ts"
import {
  type AdminAct,
  CASE_EVENT_TYPES,
  type CaseEvent,
  type CaseEventType,
  type CaseSubject,
  isAdminThing,
  type ReportReason,
} from "#lib/db/items/cases.ts"
import { eventsByActor, eventsByType, eventsOfMonth, getCases, isEventPlace } from "#lib/db/patterns/cases.ts"
import { getUsers, userBySkeleton } from "#lib/db/patterns/users.ts"
import { authorize } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import type { LogOf } from "#lib/web/paths.ts"
import { locale } from "#lib/words/t.ts"
import { wordsOf } from "./case-words.ts"

export type StaffLogRow = {
  key: string
  type: CaseEventType
  at: string
  name: string
  reason?: ReportReason
  act?: AdminAct
  words?: string
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
        ...(event.type === "reported" && { reason: event.reason }),
        ...(wordsOf(event) && { words: wordsOf(event) }),
        ...(event.type === "administered" && { act: event.act }),
        case: {
          ...{ id: event.case, kind: subject.kind, title: subject.title },
          name: names.get(subject.member) ?? "",
          hasNoPage: isAdminThing(subject.kind),
        },
      },
    ]
  })
}
