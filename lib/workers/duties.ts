/** What has to be done again and again, by no change of the table: digests, mail that waits, unfinished sagas. */
import { MINUTE, SECOND } from "#lib/base/clock.ts"
import { queueDigests } from "#lib/email/digests.ts"
import { sendMail } from "#lib/email/sending.ts"
import { runTimers } from "#lib/forum/timing.ts"
import { deleteUnusedUploads } from "#lib/forum/unused-uploads.ts"
import { buildMissing } from "#lib/projections/building.ts"
import { retryDue } from "#lib/projections/dead-letters.ts"
import { runFanOuts } from "#lib/projections/notifications/fan-outs.ts"
import { runDueSagas } from "#lib/sagas/runner.ts"
import { keepSearchUp } from "#lib/search/tasks.ts"

export type Duty = {
  /** In the log, when it fails. */
  name: string
  /** Milliseconds from the end of one run to the beginning of the next. */
  every: number
  /**
   * Does what there is to do now, and begins nothing more from `until` on (milliseconds since 1970; a Lambda has an end).
   * Safe when two run at once, and when one is killed anywhere.
   */
  run(until?: number): Promise<unknown>
}

/** All of them. Locally the worker runs each by itself (schedule.ts); in AWS schedule.lambda.ts does. */
export const DUTIES: readonly Duty[] = [
  { name: "Trying dead letters again", every: MINUTE, run: retryDue },
  { name: "telling many", every: SECOND, run: runFanOuts },
  { name: "mail", every: SECOND, run: sendMail },
  { name: "digests", every: MINUTE, run: queueDigests },
  { name: "sagas", every: SECOND, run: runDueSagas },
  // Each is compared wherever it decides something: this is for lists and pages that are kept.
  { name: "timers", every: 5 * SECOND, run: runTimers },
  { name: "deleting pictures that no post shows", every: 10 * MINUTE, run: deleteUnusedUploads },
  { name: "making read models", every: MINUTE, run: (until) => buildMissing(until) },
  { name: "keeping the search index small", every: 2 * SECOND, run: keepSearchUp },
]
