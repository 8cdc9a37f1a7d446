/** The stream's consumer in AWS: the same function as the local worker's, called by the table's stream. */
import { changeOf, type StreamRecord } from "#lib/db/change.ts"
import { type ApplyOptions, applyBatch } from "#lib/projections/apply-batch.ts"

export type StreamEvent = { Records: StreamRecord[] }
/** From the lowest number named here on, all come again; nothing named, nothing comes. */
export type StreamAnswer = { batchItemFailures: { itemIdentifier: string }[] }

/**
 * Applies a batch of one shard. What fails for good becomes a dead letter, and only what the table does not take now
 * is asked for again: so the event source needs `ReportBatchItemFailures`, and no limit of tries below the stream's day.
 */
export async function handler(
  { Records }: StreamEvent,
  _context?: unknown,
  options?: ApplyOptions,
): Promise<StreamAnswer> {
  const changes = Records.map((record) => changeOf(record))
  const { undone, error } = await applyBatch(changes, options)
  const [first] = undone
  if (!first) return { batchItemFailures: [] }
  console.error(`${undone.length} of ${changes.length} changes are asked for again:`, error)
  const record = Records[changes.indexOf(first)]
  return { batchItemFailures: [{ itemIdentifier: record?.dynamodb?.SequenceNumber ?? "" }] }
}
