/** Moderation cases: no gap in what happened, and what is kept for the queue is what the events say. */
import { isDeepStrictEqual } from "node:util"
import { CaseEvents } from "#lib/db/items/case-events.ts"
import { Cases } from "#lib/db/items/cases.ts"
import { eventsOfCase, getCase } from "#lib/db/patterns/cases.ts"
import type { Raw } from "#lib/db/query.ts"
import { foldCase } from "#lib/forum/case-folding.ts"
import { pastOf } from "#lib/forum/cases.ts"
import { type Look, unless, wrongKeys } from "./finding.ts"
import { uncounted } from "./statistics.ts"

async function caseEvent(item: Raw): Promise<string[]> {
  const event = CaseEvents.decode(item)
  const { version } = event
  const keys = [...wrongKeys(item, CaseEvents.encode(event)), ...(await uncounted(event))]
  if (version === 1)
    return [...keys, ...unless(await getCase(event.case), "its case is not in the queue's list")]
  const { items } = await eventsOfCase(event.case, version - 2)
  return [...keys, ...unless(items[0]?.version === version - 1, "the event before it is not there")]
}

async function oneCase(item: Raw): Promise<string[]> {
  const kept = Cases.decode(item)
  const past = await pastOf(kept.id)
  const isWhole = past.every(({ version }, i) => version === i + 1)
  if (!isWhole || past.length === 0) return ["what happened to it has gaps"]
  const isSame = isDeepStrictEqual(foldCase(past), kept)
  return [
    ...unless(
      isSame,
      `it is kept as of event ${kept.version}, and its ${past.length} events say something else`,
    ),
    ...wrongKeys(item, Cases.encode(kept)),
  ]
}

export const CASES: Record<string, Look> = { CaseEvent: caseEvent, Case: oneCase }
