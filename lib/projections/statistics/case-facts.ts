/** What moderation cases add to a day: reports, and how long reported matters waited until staff decided. */
import { isDeepStrictEqual } from "node:util"
import { DAY, MINUTE } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import { type CaseEvent, CaseEvents } from "#lib/db/items/case-events.ts"
import type { Case } from "#lib/db/items/cases.ts"
import type { DayFact } from "#lib/db/items/statistics.ts"
import { factKey } from "#lib/db/keys/statistics.ts"
import { eventsOfCase } from "#lib/db/patterns/cases.ts"
import { findFacts } from "#lib/db/patterns/statistics.ts"
import { deleteFact, putFact } from "#lib/db/writes/statistics.ts"
import { withEvent } from "#lib/forum/case-folding.ts"
import { pastOf } from "#lib/forum/cases.ts"
import { type Change, images } from "../contract.ts"

export type CaseFact = DayFact & { of: "report" | "decision" }

export const isCaseFact = (fact: DayFact): fact is CaseFact => fact.of === "report" || fact.of === "decision"

/** A case that waits, whatever it is about. */
const WAITING: Case = {
  ...{ id: "", subject: { kind: "post", id: "", member: "", title: "" }, version: 0, turn: 0 },
  ...{ state: "open", queue: "report", reports: [], reportCount: 0 },
  ...{ createdAt: "", openedAt: "", updatedAt: "" },
}

/** Whether an event may add anything: only then the past of its case is read. What closes a case, says the fold. */
function mayCount(event: CaseEvent): boolean {
  if (event.type === "reported") return true
  if (event.version === 1) return false
  return withEvent({ ...WAITING, version: event.version - 1 }, event).state === "closed"
}

/** Events that changes tell of. They are never changed or taken away. */
export function countedEventsIn(changes: readonly Change[]): CaseEvent[] {
  return changes.flatMap((change) => {
    if (change.entityType !== "CaseEvent" || change.before) return []
    const { after } = images(CaseEvents, change)
    return after && mayCount(after) ? [after] : []
  })
}

/**
 * What an event adds to its day: a report, or a decision about what was reported. Appeals and messages are no reports,
 * and how long they wait is not counted. It follows from the event and those before it, so it is always the same.
 */
export async function factOf(event: CaseEvent): Promise<CaseFact | undefined> {
  const { type, at, case: id, version } = event
  const own = { day: at.slice(0, 10), id: `${id}#${version}` }
  if (type === "reported") return { ...own, of: "report", ...placeOf([event]), reports: 1 }
  if (!mayCount(event)) return undefined
  const past = await pastOf(id, { version: version - 1 })
  const since = reportedSince(past)
  if (since === undefined) return undefined
  const waited = Date.parse(at) - Date.parse(since)
  return {
    ...{ ...own, of: "decision", ...placeOf(past) },
    ...{ decided: 1, decidedInDay: waited <= DAY ? 1 : 0, waited: Math.round(waited / MINUTE) },
  }
}

/**
 * Since when a report waits at the end of these events: the first one since the last decision, or when staff opened
 * again what was reported. Undefined where none does, whatever else the case may wait for.
 */
function reportedSince(past: readonly CaseEvent[]): string | undefined {
  let before: Case | undefined
  let since: string | undefined
  let wasReported = false
  for (const event of past) {
    const after = withEvent(before, event)
    if (event.type === "reported") since ??= event.at
    if (event.type === "reopened" && wasReported) since = event.at
    if (before?.state === "open" && after.state === "closed") {
      wasReported = since !== undefined
      since = undefined
    }
    before = after
  }
  return since
}

/** In which category lay what was reported last. */
function placeOf(events: CaseEvent[]): { category?: string } {
  const report = events.findLast((event) => event.type === "reported")
  return report?.category === undefined ? {} : { category: report.category }
}

/** Writes down what these events add: twice is once. */
export async function noteCases(events: readonly CaseEvent[]): Promise<void> {
  await commitEach(await factsOf(events))
}

/** The same where most of it is written down: only what is not. */
export async function recountCases(events: readonly CaseEvent[]): Promise<void> {
  const facts = await factsOf(events)
  const kept = await findFacts(facts)
  await commitEach(facts.filter((fact, i) => !isDeepStrictEqual(kept[i], fact)))
}

async function factsOf(events: readonly CaseEvent[]): Promise<CaseFact[]> {
  return (await Promise.all(events.map(factOf))).filter((fact) => fact !== undefined)
}

/** Puts right what is kept of an event, or takes it away where there is no such event. */
export async function correctCaseFact(fact: CaseFact): Promise<void> {
  const right = await eventFactOf(fact.id)
  if (isDeepStrictEqual(fact, right)) return
  if (!right || !isDeepStrictEqual(factKey(right), factKey(fact))) await commit([deleteFact(fact)])
  if (right) await commit([putFact(right)])
}

/** What the event adds of which a fact has the id. */
export async function eventFactOf(of: string): Promise<CaseFact | undefined> {
  const [id, version] = of.split("#")
  const { items } = await eventsOfCase(id!, Number(version) - 1)
  const event = items.find((one) => one.version === Number(version))
  return event && factOf(event)
}

async function commitEach(facts: CaseFact[]): Promise<void> {
  await Promise.all(facts.map((fact) => commit([putFact(fact)])))
}
