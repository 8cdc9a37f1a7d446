/**
 * That a Lambda applies the stream is written down now and then, where a worker would have its lease: then no worker
 * begins beside it, `rebuild` does not follow the stream itself, and /api/health knows how far it is behind.
 */
import { MINUTE, now, nowIso } from "#lib/base/clock.ts"
import type { Change } from "#lib/db/change.ts"
import { commit } from "#lib/db/commit.ts"
import { CHECKPOINT } from "#lib/db/items/stream.ts"
import { NotMine, putLambdaCheckpoint } from "#lib/db/writes/stream.ts"

/** By each process that is warm. */
const WRITTEN_EVERY = MINUTE
/** A worker may take over when no Lambda has been called for so long. */
const LENGTH = 5 * MINUTE

let writtenAt = Number.NEGATIVE_INFINITY

/** Never throws: it is not worth a batch that comes again. What it writes itself is no reason to write. */
export async function noteLambda(applied: readonly Change[]): Promise<void> {
  const [oldest] = applied.filter(({ entityType }) => entityType !== CHECKPOINT)
  if (!oldest || now() - writtenAt < WRITTEN_EVERY) return
  writtenAt = now()
  const lagMs = Math.max(0, now() - Date.parse(oldest.at))
  try {
    await commit([putLambdaCheckpoint({ leaseUntil: now() + LENGTH, lagMs, updatedAt: nowIso() })])
  } catch (error) {
    const why =
      error instanceof NotMine
        ? "A worker follows the stream beside this Lambda. Nothing is applied twice, but end it: it costs twice."
        : error
    console.error("The Lambda could not note that it applies the stream:", why)
  }
}

/** For tests: the next batch notes it. */
export function forgetNoted(): void {
  writtenAt = Number.NEGATIVE_INFINITY
}
