/** For commands and tests: the forum's table, whether the forum runs or not. */
import { nowIso, SECOND, sleep } from "#lib/base/clock.ts"
import { config, forgetConfig } from "#lib/config.ts"
import { noteLastUnits } from "#lib/db/units.ts"
import { answers } from "#lib/dev/engine.ts"
import { openDatabase, pointAtEngine } from "./database.ts"
import { takeLock } from "./lock.ts"
import { requireFolder } from "./preflight.ts"
import { Refusal } from "./refusal.ts"
import { readRunFile, removeRunFile, writeRunFile } from "./run-file.ts"
import { keepSecret } from "./secret.ts"

export type Attachment = {
  /** The forum must not run meanwhile, and may be half restored: for who restores it. */
  alone?: boolean
}

/**
 * Connects to the engine of the running forum, or starts it for as long as `work` takes, and does `work`.
 * @throws Refusal where neither is possible
 */
export async function withForum<T>(work: () => Promise<T>, { alone = false }: Attachment = {}): Promise<T> {
  return connected(() => work().finally(noteLastUnits), alone)
}

async function connected<T>(work: () => Promise<T>, alone: boolean): Promise<T> {
  const folder = config().data
  requireFolder(folder)
  if (!config().hasSecret) process.env.AUTH_SECRET = keepSecret(folder)
  forgetConfig()
  if (config().dynamodb.engine !== "embedded") {
    await openDatabase({ gaveUp: () => {}, started: () => {}, mayBeHalf: alone })
    return work()
  }
  for (let tries = 0; tries < 50; tries++) {
    const lock = takeLock(folder)
    if (lock) return withOwnEngine(folder, work, alone).finally(() => lock.release())
    const endpoint = readRunFile(folder)?.engine?.endpoint
    if (endpoint && (await answers(endpoint))) {
      if (alone)
        throw new Refusal(
          `The forum of the data folder ${folder} runs: stop it first, or name another folder (STOA_DATA).`,
        )
      pointAtEngine(endpoint)
      return work()
    }
    // The forum is starting or ending at this moment.
    await sleep(SECOND / 5)
  }
  throw new Refusal(
    `The data folder ${folder} is in use, and its database does not answer: stop the forum, then run the command again.`,
  )
}

async function withOwnEngine<T>(folder: string, work: () => Promise<T>, alone: boolean): Promise<T> {
  const startedAt = nowIso()
  const database = await openDatabase({
    gaveUp: (reason) => {
      console.error(reason)
      process.exit(1)
    },
    started: (engine) => writeRunFile(folder, { pid: process.pid, startedAt, engine }),
    mayBeHalf: alone,
  })
  try {
    return await work()
  } finally {
    await database.stop()
    removeRunFile(folder)
  }
}
