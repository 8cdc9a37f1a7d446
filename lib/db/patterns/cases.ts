/** Moderation cases and their events. */
import { MINUTE, now } from "#lib/base/clock.ts"
import type { Boundary, Cursor, Page } from "#lib/base/page.ts"
import { get, getMany } from "../batch.ts"
import { type CaseEvent, CaseEvents, type CaseEventType } from "../items/case-events.ts"
import { type Case, type CaseQueue, Cases } from "../items/cases.ts"
import {
  caseEventKey,
  caseKey,
  casesAbout,
  eventOrder,
  eventsBy,
  eventsIn,
  eventsOfType,
  OPEN_CASES,
  openCasesOf,
} from "../keys/cases.ts"
import { ALL_TIMES, timed } from "../keys/key.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { query, queryAll } from "../query.ts"
import { pageOf } from "./lists.ts"

export const CASES_PER_PAGE = 20
export const EVENTS_PER_PAGE = 50

/** AP-210: what a case has become, as far as the stream has told. */
export async function getCase(id: string): Promise<Case | undefined> {
  return Cases.read(await get(caseKey(id), { consistent: true }))
}

/** AP-210b: what several cases have become; at most 50. */
export async function getCases(ids: string[]): Promise<Case[]> {
  return Cases.readAll(await getMany([...new Set(ids)].map(caseKey)))
}

/** AP-211: the events of a case after a version, in order, 50 at a time, consistently. `next` is the `after` of the others. */
export async function eventsOfCase(id: string, after = 0): Promise<{ items: CaseEvent[]; next?: number }> {
  const { items, last } = await query({
    pk: caseKey(id).PK,
    beginsWith: PREFIX.event,
    limit: EVENTS_PER_PAGE,
    ...(after > 0 && { after: caseEventKey(id, after) }),
    consistent: true,
  })
  const found = CaseEvents.readAll(items)
  return { items: found, ...(last && { next: found.at(-1)!.version }) }
}

/** AP-211b: the last events of a case before a version, at most `limit`, in order, consistently. */
export async function lastEventsOfCase(
  id: string,
  limit: number,
  before = Number.MAX_SAFE_INTEGER,
): Promise<CaseEvent[]> {
  const items = await queryAll({
    pk: caseKey(id).PK,
    between: [PREFIX.event, caseEventKey(id, Math.min(before, HIGHEST_VERSION) - 1).SK],
    ...{ limit, descending: true, consistent: true },
  })
  return CaseEvents.readAll(items).reverse()
}

/** Versions are padded to eight digits. */
const HIGHEST_VERSION = 99_999_999

type Waiting = { items: Case[]; next?: Boundary }

/** AP-212: cases that wait for staff, the oldest first. `next` leads on. */
export async function openCases(after?: Boundary): Promise<Waiting> {
  return waiting("GSI3", OPEN_CASES, after)
}

/** AP-212c: those of one kind. */
export async function openCasesOfKind(queue: CaseQueue, after?: Boundary): Promise<Waiting> {
  return waiting("GSI2", openCasesOf(queue), after)
}

async function waiting(index: "GSI2" | "GSI3", pk: string, after?: Boundary): Promise<Waiting> {
  const { items, last } = await query({
    ...{ index, pk, limit: CASES_PER_PAGE },
    // Rebuilt from what the address holds: it never leaves the list.
    ...(after && {
      after: { ...caseKey(after.id), [`${index}PK`]: pk, [`${index}SK`]: timed(after.time, after.id) },
    }),
  })
  const found = Cases.readAll(index === "GSI2" ? await getMany(items, { consistent: true }) : items)
  const boundary = last && boundaryAt(String(last[`${index}SK`]))
  // An index follows its table.
  return { items: found.filter(({ state }) => state === "open"), ...(boundary && { next: boundary }) }
}

/** AP-212b: where the oldest that wait lay when something last happened to them, of at most `limit`: ids of categories. */
export async function openCasePlaces(limit: number): Promise<(string | undefined)[]> {
  const { items } = await query({ index: "GSI3", pk: OPEN_CASES, limit, only: ["category"] })
  return items.map(({ category }) => (typeof category === "string" ? category : undefined))
}

/** AP-213: cases about what a member wrote, about them, or begun by them, newest first. */
export async function casesOfMember(
  member: string,
  wanted: (one: Case) => boolean,
  cursor?: Cursor,
): Promise<Page<Case>> {
  return pageOf<Case>(
    {
      index: "GSI1",
      pk: casesAbout(member),
      within: ALL_TIMES,
      size: CASES_PER_PAGE,
      sortOf: ({ time, id }) => timed(time, id),
      boundaryOf: ({ createdAt, id }) => ({ time: createdAt, id }),
      read: async (entries) => Cases.readAll(await getMany(entries)).filter(wanted),
    },
    cursor,
  )
}

/** Events of an index by time, newest first. */
async function eventsIndexed(
  index: "GSI1" | "GSI2" | "GSI3",
  pk: string,
  { after, month, mayBeOld }: { after?: string | undefined; month?: string | undefined; mayBeOld?: true },
): Promise<{ items: CaseEvent[]; next?: string }> {
  const { items, last } = await query({
    ...{ index, pk, limit: EVENTS_PER_PAGE, descending: true },
    // They lie by time.
    ...(month && { beginsWith: month }),
    ...(after && { after: afterEvent(index, pk, after) }),
    ...(mayBeOld && { mayBeOld }),
  })
  const found = index === "GSI3" ? items : await getMany(items)
  return { items: CaseEvents.readAll(found), ...(last && { next: String(last[`${index}SK`]) }) }
}

type Events = ReturnType<typeof eventsIndexed>

/** AP-214: what a member did in any case, or in any of a month (`yyyy-mm`), newest first, 50 at a time. */
export async function eventsByActor(actor: string, after?: string, month?: string): Events {
  return eventsIndexed("GSI1", eventsBy(actor), { after, month })
}

/** AP-214b: all events of a type, or those of a month, newest first, 50 at a time. */
export async function eventsByType(type: CaseEventType, after?: string, month?: string): Events {
  return eventsIndexed("GSI2", eventsOfType(type), { after, month })
}

/**
 * AP-214c: the staff log of a month (`yyyy-mm`), newest first, 50 at a time. Events are never written again: what a month
 * that is over holds stays so, once those of its last second are there.
 */
export async function eventsOfMonth(month: string, after?: string): Events {
  const isOver = month < new Date(now() - MINUTE).toISOString().slice(0, 7)
  return eventsIndexed("GSI3", eventsIn(month), { after, ...(isOver && { mayBeOld: true }) })
}

/** A place in such a list: `<at>#<case>#<version>`. */
const PLACE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)#([0-7][0-9A-HJKMNP-TV-Z]{25})#(\d{8})$/

/** The place of an event: the list goes on behind it. */
export const placeOfEvent = ({ at, case: id, version }: Pick<CaseEvent, "at" | "case" | "version">): string =>
  eventOrder(at, id, version)

/** A place that tells when, and not which event: of those of that very moment none follows. */
export const momentOf = (place: string): string =>
  place.replace(/#.*$/, `#${"0".repeat(26)}#${"0".repeat(8)}`)

/** Whether it is one: anything may come in an address. */
export const isEventPlace = (place: string): boolean => PLACE.test(place)

function afterEvent(index: string, pk: string, after: string): Record<string, string> | undefined {
  const [, , id, version] = PLACE.exec(after) ?? []
  if (!id || !version) return undefined
  return { ...caseEventKey(id, Number(version)), [`${index}PK`]: pk, [`${index}SK`]: after }
}

function boundaryAt(sort: string): Boundary {
  const [time, id] = sort.split("#") as [string, string]
  return { time, id }
}
