/** Follows the table's stream for as long as it may: reads, applies, writes down how far it came. */
import { MINUTE, now, pause, SECOND, sleep } from "#lib/base/clock.ts"
import type { Change } from "#lib/db/change.ts"
import { CHECKPOINT } from "#lib/db/items/stream.ts"
import { openStream } from "#lib/db/stream.ts"
import { table } from "#lib/db/table.ts"
import { type ApplyOptions, applyBatch } from "#lib/projections/apply-batch.ts"
import type { Projection } from "#lib/projections/contract.ts"
import { PROJECTIONS } from "#lib/projections/registered.ts"
import type { Duty } from "./duties.ts"
import { lagTeller } from "./lag.ts"
import { Lanes } from "./lanes.ts"
import { Lease } from "./lease.ts"
import { startDuties } from "./schedule.ts"

export type FollowOptions = Pick<ApplyOptions, "projections" | "waits"> & {
  log?: (line: string) => void
  /** What is done beside; all duties unless told. */
  duties?: readonly Duty[]
}

/** How long to wait before reading again: after something came, and when nothing has come for a while. */
type Pace = { busy: number; idle: number }

/** An idle read of our own engine costs a millisecond; while much happens, batches grow and each costs less. */
const OWN_PACE: Pace = { busy: 80, idle: 150 }
/** Each read is paid for, in each shard. */
const AMAZON_PACE: Pace = { busy: 250, idle: 1_500 }
/** After so long without a change the forum is idle. */
const IDLE_AFTER = 10 * SECOND
/** The checkpoint is written four times a second at most: what came since is applied again after a kill. */
const SAVE_EVERY = SECOND / 4
/** How often a lease is renewed: three times within its length. */
const RENEW_EVERY = 5 * SECOND
/** The lease itself must come back by then on an engine of one's own: else the stream tells nothing. */
const SILENT_AFTER = 10 * SECOND
/** So far the quickest projection may be ahead of the slowest; as much comes again after a kill. */
const MOST_AHEAD = 5_000
/** What is there when the worker is asked to end is still applied, if it takes no longer. */
const DRAIN = 3 * SECOND
const LONGEST_WAIT = 10 * SECOND
/** About three minutes: what the table has not taken by then, while it takes a dead letter, must not hold up the rest. */
const PATIENT_TRIES = 20

const MISSING =
  "The stream does not tell everything that was written: no worker ran for a day, the stream was switched off, or the table was restored. Counts and search may be wrong until npm run forum -- rebuild has run."

/** Until `signal` aborts. Nothing that happens ends it earlier: a table that does not answer is waited for. */
export async function follow(signal: AbortSignal, options: FollowOptions = {}): Promise<void> {
  const { log = console.log } = options
  let toldOf = ""
  let toldAt = 0
  const tell = (line: string): void => {
    if (line === toldOf && now() - toldAt < MINUTE) return
    ;[toldOf, toldAt] = [line, now()]
    log(line)
  }
  for (let failures = 0; !signal.aborted; ) {
    try {
      const lease = await Lease.take()
      if (lease instanceof Lease) {
        await followWith(lease, signal, options, log)
        failures = 0
      } else {
        const { host, pid } = lease.heldBy
        tell(
          `Another worker (process ${pid} on ${host}) follows the stream: this one waits until that one ends.`,
        )
        await pause(SECOND, signal)
      }
    } catch (error) {
      tell(`The stream cannot be followed now, and is tried again: ${messageOf(error)}`)
      await pause(Math.min(LONGEST_WAIT, (SECOND / 4) * 2 ** failures++), signal)
    }
  }
}

async function followWith(
  lease: Lease,
  signal: AbortSignal,
  options: FollowOptions,
  log: (line: string) => void,
): Promise<void> {
  let isOver = false
  const lanes = new Lanes(options.projections ?? PROJECTIONS, (projection, changes) =>
    applyAll(projection, changes, () => isOver || lease.isLost, options, log),
  )
  let savedAt = now()
  let savedSteps = 0
  let saved = Promise.resolve()
  // One after the other: an older position must not come to stand in place of a newer one.
  const save = (): Promise<void> => {
    ;[savedAt, savedSteps] = [now(), lanes.steps]
    saved = saved.catch(() => {}).then(() => lease.save(lanes.applied, lanes.lagMs))
    return saved
  }
  const reader = await openStream(lease.position).catch(async (error) => {
    // Whoever cannot read it must not keep it: the next try would wait for this one.
    await lease.release(undefined, 0)
    throw error
  })
  const renewal = setInterval(() => void save().catch(() => {}), RENEW_EVERY)
  const duties = startDuties(log, options.duties)
  const tellLag = lagTeller(log)
  try {
    const pace = table().options.endpoint ? OWN_PACE : AMAZON_PACE
    let cameAt = now()
    let isHeard = !table().options.endpoint
    let readUntil = 0
    let endsBy: number | undefined
    while (!lease.isLost) {
      const askedAt = now()
      const { changes, position, isFull, isMissing } = await reader.read()
      if (isMissing) log(MISSING)
      if (changes.length > 0) {
        isHeard = true
        // The embedded engine tells times to the second only: nothing of it was written before one asked last.
        lanes.push(changes, position, Math.max(readUntil, Date.parse(changes[0]!.at)))
        if (changes.some(({ entityType }) => entityType !== CHECKPOINT)) cameAt = now()
      } else lanes.rest()
      if (!isFull) readUntil = askedAt
      if (!isHeard && now() - cameAt > SILENT_AFTER) {
        isHeard = true
        if (await reader.beginAnew())
          log("The numbers of the stream began anew: it is read from its beginning.")
      }
      // Its own checkpoint comes back to it, and is no step: it must not make it write the next one.
      if (lanes.steps > savedSteps && now() - savedAt >= SAVE_EVERY) await save()
      tellLag(lanes.lagMs)
      if (signal.aborted) {
        endsBy ??= now() + DRAIN
        if ((changes.length === 0 && lanes.size === 0) || now() >= endsBy) return
        await sleep(5)
      } else if (!isFull) await pause(now() - cameAt > IDLE_AFTER ? pace.idle : pace.busy, signal)
      while (lanes.size > MOST_AHEAD && !lease.isLost && !signal.aborted) {
        await pause(pace.busy, signal)
        tellLag(lanes.lagMs)
      }
    }
  } finally {
    isOver = true
    clearInterval(renewal)
    reader.close()
    await duties.stop()
    await saved.catch(() => {})
    await lease.release(lanes.applied, lanes.lagMs).catch(() => {})
  }
}

/** Gives what is undone again until nothing is. @returns false when it is over before: then nothing was passed over */
async function applyAll(
  projection: Projection,
  changes: Change[],
  isOver: () => boolean,
  options: FollowOptions,
  log: (line: string) => void,
): Promise<boolean> {
  let left = changes
  for (let tries = 0; !isOver(); tries++) {
    const impatient = tries >= PATIENT_TRIES
    const { undone, error } = await applyBatch(left, { ...options, projections: [projection], impatient })
    if (undone.length === 0) return true
    if (tries === 1)
      log(`The table does not take what ${projection.name} writes: ${messageOf(error)}. It is tried again.`)
    if (!isOver()) await sleep(Math.min(LONGEST_WAIT, (SECOND / 4) * 2 ** tries))
    left = undone
  }
  return false
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  return error.message || code || error.name
}
