/** The stream's consumer in AWS: the same function as the local worker's, called by the table's stream. */
import { now, SECOND } from "#lib/base/clock.ts"
import { type Change, changeOf, type StreamRecord } from "#lib/db/change.ts"
import { findAnyRestore } from "#lib/db/patterns/restores.ts"
import { type ApplyOptions, applyBatch } from "#lib/projections/apply-batch.ts"
import type { Projection } from "#lib/projections/contract.ts"
import { setAside } from "#lib/projections/dead-letters.ts"
import { expirePagesBy } from "#lib/projections/pages.ts"
import { PROJECTIONS } from "#lib/projections/registered.ts"
import { expirePages } from "#lib/web/expire-pages.ts"
import { endBeside, endOf, type LambdaContext, OUT_OF_TIME, within } from "./lambda.ts"
import { noteLambda } from "./lambda-checkpoint.ts"
import { patienceWith } from "./patience.ts"

export type StreamEvent = {
  /** None in the call that closes a window. */
  Records?: StreamRecord[]
  /** Told to functions that have a tumbling window. */
  shardId?: string
}
/**
 * From the lowest number named here on, all come again; nothing named, nothing comes. AWS takes an answer without a
 * state for a failure where there is a tumbling window. We keep none, so whether a window goes on, is at its end or was
 * ended early (by a state that is too large) is all the same: no flag of the event is looked at.
 */
export type StreamAnswer = { batchItemFailures: { itemIdentifier: string }[]; state: Record<string, never> }

/** For setting aside what did not end, and for the answer. */
const RESERVE = 5 * SECOND
/** What alone had less time than this has not failed: it comes again, first. */
const FAIR = 5 * SECOND

const NO_SHARD =
  "The event does not say which shard it is of, and nothing can be counted: set TumblingWindowInSeconds (60 is good) on the event source of this function."

// Whoever answers waits for it: a Lambda that has answered does nothing more.
expirePagesBy(expirePages)

/**
 * Applies a batch of one shard, and ends in time. What fails for good becomes a dead letter, and only what the table
 * does not take now, or there was no time for, is asked for again: so the event source needs `ReportBatchItemFailures`,
 * and no limit of tries below the stream's day. A tumbling window makes Lambda tell which shard it reads, which figures
 * go by (docs/adr/0061). @throws when there is none
 */
export async function handler(
  { Records = [], shardId }: StreamEvent,
  context?: LambdaContext,
  { projections = PROJECTIONS, ...options }: ApplyOptions = {},
): Promise<StreamAnswer> {
  if (!shardId) throw new Error(NO_SHARD)
  const restore = Records.length > 0 ? await findAnyRestore() : undefined
  // What is there is a part of a forum. Nobody is told of it; all of it comes again, until the restore has ended.
  if (restore && !restore.until) return againFrom(Records[0]!)
  const { until: restored = "" } = restore ?? {}
  // What a restore wrote is no news (docs/adr/0301).
  const isNews = ({ at }: Change): boolean => at > restored
  const changes = Records.map((record) => changeOf(record, { shard: shardId }))
  const until = endOf(context, RESERVE)
  const undone = await Promise.all(
    projections.map((one) => give(one, changes.filter(isNews), until, options)),
  )
  const first = changes.findIndex((change) => undone.includes(change))
  await noteLambda(changes)
  await endBeside(context)
  if (first < 0) return { batchItemFailures: [], state: {} }
  return againFrom(Records[first]!)
}

const againFrom = ({ dynamodb }: StreamRecord): StreamAnswer => ({
  batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? "" }],
  state: {},
})

/** Gives a projection its changes, in their order. @returns the first that has to come again */
async function give(
  projection: Projection,
  changes: readonly Change[],
  until: number,
  options: Omit<ApplyOptions, "projections">,
): Promise<Change | undefined> {
  const concerned = changes.filter(({ entityType }) => projection.entities.includes(entityType))
  const patience = patienceWith(projection.name)
  for (let at = 0; at < concerned.length; ) {
    const some = concerned.slice(at, at + patience.most)
    if (now() >= until) return some[0]
    const had = until - now()
    const impatient = patience.isOver(some)
    const outcome = await within(
      until,
      applyBatch(some, { ...options, projections: [projection], impatient }),
    )
    if (outcome === OUT_OF_TIME) {
      patience.tookTooLong(some)
      const isAtFault = some.length === 1 && had >= FAIR
      const error = new Error(`It did not end within ${Math.round(had / SECOND)} s.`)
      if (!isAtFault || !(await isSetAside({ projection, change: some[0]!, error }))) return some[0]
    } else if (outcome.undone.length > 0) {
      console.error(
        `${projection.name}: ${outcome.undone.length} changes are asked for again:`,
        outcome.error,
      )
      patience.failed(outcome.undone)
      return outcome.undone[0]
    } else patience.wentWell(some)
    at += some.length
  }
  return undefined
}

/** @returns false when the table does not take even that: then the change comes again */
async function isSetAside(failure: Parameters<typeof setAside>[0]): Promise<boolean> {
  try {
    await setAside(failure)
    return true
  } catch (error) {
    console.error("It cannot be set aside now:", error)
    return false
  }
}
