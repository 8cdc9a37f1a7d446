/** Whether this process can do its work: what GET /api/health says. */
import { now, SECOND, sleep } from "#lib/base/clock.ts"
import type { Build } from "#lib/db/items/builds.ts"
import { type Checkpoint, LAMBDA } from "#lib/db/items/stream.ts"
import { listBuilds } from "#lib/db/patterns/builds.ts"
import { findCheckpoint } from "#lib/db/patterns/stream.ts"
import { type BackupHealth, backupHealth } from "#lib/keeping/backup-state.ts"
import stoa from "../../package.json" with { type: "json" }

export type Health = {
  status: "ok" | "failing"
  /** Why it is failing, in the operator's words. */
  reason?: string
  /** Milliseconds that the table took to answer. */
  tableMs?: number
  /** What follows from changes: counts, notifications, search. A forum without it is read and written all the same. */
  stream?: Stream
  /** Read models that are being made, from what was written (docs/adr/0181); until then they are not whole. */
  making?: { name: string; since: string; failing?: true }[]
  /** Of the forum on one machine: when the last backup was made that was restored for a test, and whether one is missing. */
  backup?: BackupHealth
  /** Seconds since this process started. */
  uptime: number
  version: string
  node: string
}

export type Stream = {
  /** A process of its own, on any machine, or a Lambda, which is called when there is something to do. */
  worker: "runs" | "does not run" | "is a Lambda"
  /** Milliseconds from a change to what follows from it; while no worker runs, how long none has. A Lambda's of last time. */
  lagMs: number
}

/** Monitors ask again soon: a table that is slower than this does not serve a page either. */
const PATIENCE = 5 * SECOND

/** Asks the table for one item, and says how that went. Never throws. */
export async function health(): Promise<Health> {
  const uptime = Math.round(process.uptime())
  const about = { uptime, version: stoa.version, node: process.versions.node }
  const start = now()
  const asked = await Promise.race([
    ask(),
    sleep(PATIENCE).then(() => ({ reason: "it does not answer in time" })),
  ])
  if ("reason" in asked)
    return { status: "failing", reason: `The table cannot be read: ${asked.reason}.`, ...about }
  const tableMs = now() - start
  const backup = backupHealth()
  const making = asked.builds.filter(({ state }) => state === "building").map(makingOf)
  return {
    status: "ok",
    tableMs,
    ...(asked.checkpoint && { stream: streamOf(asked.checkpoint) }),
    ...(making.length > 0 && { making }),
    ...(backup && { backup }),
    ...about,
  }
}

type Asked = { checkpoint: Checkpoint | undefined; builds: Build[] }

async function ask(): Promise<Asked | { reason: string }> {
  try {
    const [checkpoint, builds] = await Promise.all([findCheckpoint(), listBuilds()])
    return { checkpoint, builds }
  } catch (error) {
    // The message of a library can name hosts and accounts; its kind says enough here.
    console.error("GET /api/health:", error)
    return { reason: error instanceof Error ? error.name : "unknown" }
  }
}

export function streamOf({ worker, leaseUntil, lagMs, updatedAt }: Checkpoint): Stream {
  if (worker.host === LAMBDA) return { worker: "is a Lambda", lagMs }
  if (leaseUntil > now()) return { worker: "runs", lagMs }
  return { worker: "does not run", lagMs: Math.max(lagMs, now() - Date.parse(updatedAt)) }
}

/**
 * How far it is and why it fails is for the operator alone, in the log and by `npm run forum -- check`: it names categories
 * that are closed, and counts what is in them.
 */
function makingOf({ name, startedAt, failure }: Build): NonNullable<Health["making"]>[number] {
  return { name, since: startedAt, ...(failure && { failing: true }) }
}
