/** The staff log: all that happened to cases, by who did it, what was done, when and where, in any combination. */
import { nowIso } from "#lib/base/clock.ts"
import { CASE_EVENT_TYPES, type CaseEvent, type CaseEventType } from "#lib/db/items/case-events.ts"
import { type CaseSubject, isAdminThing } from "#lib/db/items/cases.ts"
import type { Category } from "#lib/db/items/categories.ts"
import {
  eventsByActor,
  eventsByType,
  eventsOfMonth,
  getCases,
  isEventPlace,
  momentOf,
  placeOfEvent,
} from "#lib/db/patterns/cases.ts"
import { getUsers, userBySkeleton } from "#lib/db/patterns/users.ts"
import { authorize, can } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { isSameName, skeletonOf } from "#lib/forum/names.ts"
import { isStaff } from "#lib/forum/ranks.ts"
import type { LogOf } from "#lib/web/staff-paths.ts"
import { locale } from "#lib/words/t.ts"
import { detailsOf, type EventDetails } from "./case-rows.ts"
import { maySee, placesOf } from "./seen-cases.ts"

export type StaffLogRow = EventDetails & {
  key: string
  place: string
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
  /** Among which it can be asked: of who moderates single categories, those. */
  categories: { id: string; name: string }[]
  types: readonly CaseEventType[]
  /** Nobody is called as was asked. */
  isNobody: boolean
  /** Whether the month can be had as a file. */
  hasFile: boolean
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
export const isMonth = (text: string): boolean => MONTH.test(text)

/** What an address asks for, what is empty left out; undefined where it is nothing that can be asked. */
export function logAskedFor(query: Partial<Record<keyof LogOf, string>>): LogOf | undefined {
  const { by, type, month, category } = query
  if (type && !CASE_EVENT_TYPES.some((one) => one === type)) return undefined
  if (month && !isMonth(month)) return undefined
  const of = {
    ...(by && { by }),
    ...(type && { type }),
    ...(month && { month }),
    ...(category && { category }),
  }
  // All of everything is asked for by the month.
  return by || type || month ? of : { ...of, month: nowIso().slice(0, 7) }
}

/** A page of fewer is no page, while there is more. */
const ENOUGH = 25
/** So many pages of events are read for one that is shown: what is rare is leafed through. */
const MOST_READ = 4

/** A page of the log, the newest first; null where the cursor is none. @throws ForumError unauthenticated, forbidden */
export async function loadStaffLog(actor: Member, of: LogOf, after?: string): Promise<StaffLogView | null> {
  authorize(actor, "queue.see", {})
  if (after !== undefined && !isEventPlace(after)) return null
  const categories = (await visibleCategories(actor)).filter(({ id }) =>
    can(actor, "case.see", { within: id }),
  )
  const named = of.by ? await userBySkeleton(skeletonOf(of.by)) : undefined
  const isNobody = of.by !== undefined && !(named && isSameName(named.name, of.by))
  const { rows, next } = isNobody
    ? { rows: [] }
    : await pageFor(actor, of, { by: named?.id, categories, after })
  return {
    ...{
      of,
      rows,
      isNobody,
      types: CASE_EVENT_TYPES,
      categories: categories.map(({ id, name }) => ({ id, name })),
    },
    ...(next && { next }),
    ...(of.month && around(of.month)),
    hasFile: can(actor, "case.see", {}) && Object.keys(of).join() === "month",
  }
}

async function pageFor(
  actor: Member,
  of: LogOf,
  { by, categories, after }: { by: string | undefined; categories: Category[]; after: string | undefined },
): Promise<{ rows: StaffLogRow[]; next?: string }> {
  const rows: StaffLogRow[] = []
  const isWanted = ({ type, category }: CaseEvent): boolean =>
    (!of.type || type === of.type) &&
    (!of.category || category === of.category) &&
    (isStaff(actor) || categories.some(({ id }) => id === category))
  let place = after
  for (let read = 0; read < MOST_READ && rows.length < ENOUGH; read++) {
    const { items, next } = await eventsOf(of, by, place)
    rows.push(...(await rowsFor(actor, items.filter(isWanted))))
    place = next
    if (!next) break
  }
  // To staff every event is shown. Of others' what was read last may be nobody's business.
  const next = place && !isStaff(actor) ? (rows.at(-1)?.place ?? momentOf(place)) : place
  return { rows, ...(next && { next }) }
}

/** By the index that leaves least to be left out: what somebody did, acts of a kind, or all of a month. */
function eventsOf({ type, month }: LogOf, by: string | undefined, after: string | undefined) {
  if (by) return eventsByActor(by, after, month)
  return type ? eventsByType(type as CaseEventType, after, month) : eventsOfMonth(month!, after)
}

/** The months beside one; none later than this. */
export function around(month: string): Required<Pick<StaffLogView, "month" | "earlier">> & { later?: Month } {
  const [year, number] = month.split("-").map(Number) as [number, number]
  const at = (by: number): string => new Date(Date.UTC(year, number - 1 + by)).toISOString().slice(0, 7)
  const later = at(1)
  return {
    month: called(month),
    earlier: called(at(-1)),
    ...(later <= nowIso().slice(0, 7) && { later: called(later) }),
  }
}

/** A month as people call it. */
function called(month: string): Month {
  const customs = { month: "long", year: "numeric", timeZone: "UTC" } as const
  return { month, name: new Intl.DateTimeFormat(locale(), customs).format(new Date(month)) }
}

/** Events as rows: who may not see what one is about has no row, and staff one that does not tell what it said. */
export async function rowsFor(actor: Member, events: CaseEvent[]): Promise<StaffLogRow[]> {
  const cases = new Map(
    (await getCases(events.map((event) => event.case))).map((one) => [one.id, one.subject]),
  )
  const subjectOf = (event: CaseEvent): CaseSubject | undefined =>
    cases.get(event.case) ?? ("subject" in event ? event.subject : undefined)
  const subjects = events.flatMap((event) => subjectOf(event) ?? [])
  const people = [...events.map(({ by }) => by), ...subjects.map(({ member }) => member)]
  const [users, places] = await Promise.all([getUsers([...new Set(people)]), placesOf(subjects)])
  const names = new Map(users.map(({ id, name }) => [id, name]))
  return events.flatMap((event): StaffLogRow[] => {
    const subject = subjectOf(event)
    if (!subject) return []
    const isSeen = maySee(actor, places.get(subject.id))
    if (!isSeen && !isStaff(actor)) return []
    return [
      {
        ...{
          key: `${event.case}-${event.version}`,
          place: placeOfEvent(event),
          type: event.type,
          at: event.at,
        },
        name: names.get(event.by) ?? "",
        ...(isSeen && detailsOf(event)),
        case: {
          ...{ id: event.case, kind: subject.kind, title: isSeen ? subject.title : "" },
          name: names.get(subject.member) ?? "",
          hasNoPage: !isSeen || isAdminThing(subject.kind),
        },
      },
    ]
  })
}
