/** Whether this process can do its work: what GET /api/health says. */
import { now, SECOND, sleep } from "#lib/base/clock.ts"
import { getSetting } from "#lib/db/patterns/site.ts"
import stoa from "../../package.json" with { type: "json" }

export type Health = {
  status: "ok" | "failing"
  /** Why it is failing, in the operator's words. */
  reason?: string
  /** Milliseconds that the table took to answer. */
  tableMs?: number
  /** Seconds since this process started. */
  uptime: number
  version: string
  node: string
}

/** Monitors ask again soon: a table that is slower than this does not serve a page either. */
const PATIENCE = 5 * SECOND

/** Asks the table for one item, and says how that went. Never throws. */
export async function health(): Promise<Health> {
  const uptime = Math.round(process.uptime())
  const about = { uptime, version: stoa.version, node: process.versions.node }
  const start = now()
  const reason = await Promise.race([whyNot(), sleep(PATIENCE).then(() => "it does not answer in time")])
  if (reason) return { status: "failing", reason: `The table cannot be read: ${reason}.`, ...about }
  return { status: "ok", tableMs: now() - start, ...about }
}

async function whyNot(): Promise<string | undefined> {
  try {
    await getSetting("health")
  } catch (error) {
    // The message of a library can name hosts and accounts; its kind says enough here.
    console.error("GET /api/health:", error)
    return error instanceof Error ? error.name : "unknown"
  }
}
