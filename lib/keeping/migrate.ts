/**
 * Brings items to the next version of their schema while the forum is in use: what is written meanwhile, by code of either
 * version, is read by both (docs/adr/0361). Where it was left, by Ctrl-C or by a kill, it goes on.
 */
import { MINUTE, now, nowIso, SECOND, sleep } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { get } from "#lib/db/batch.ts"
import { commit } from "#lib/db/commit.ts"
import type { Migration } from "#lib/db/items/migrations.ts"
import type { Key } from "#lib/db/keys/key.ts"
import { listMigrations } from "#lib/db/patterns/migrations.ts"
import type { Raw } from "#lib/db/query.ts"
import { nextOfKind } from "#lib/db/scan.ts"
import { table } from "#lib/db/table.ts"
import { STEPS } from "#lib/db/versions/registered.ts"
import { broughtUp, type Step } from "#lib/db/versions/step.ts"
import { bringUp, ChangedMeanwhile, putMigration, takeMigration } from "#lib/db/writes/migrations.ts"
import { NotMine } from "#lib/db/writes/stream.ts"
import { Refusal } from "#lib/launcher/refusal.ts"

/** Who has not been heard of for so long is believed to be dead. */
const LENGTH = MINUTE
/** As much is looked at again after a kill. */
const SAVE_EVERY = 5 * SECOND
/** Parts that Amazon reads at the same time. */
const SEGMENTS = 4
/** Items that are written at the same time. */
const AT_ONCE = 10
/** Whatever changes an item again and again: a lively topic does so every second. */
const MOST_TRIES = 20

export type MigrateOptions = {
  steps?: readonly Step[]
  /** Where the table is Amazon's: read units and items written a second, at most. */
  pace?: { units: number; writes: number }
  /** Called after each piece. */
  progress?: (migration: Migration) => void
  /** Asked after each piece: whether to leave the rest for another time. */
  ends?: () => boolean
}

/** What is still to be done in this table. */
export async function waitingSteps(steps: readonly Step[] = STEPS): Promise<Step[]> {
  const done = new Set(
    (await listMigrations()).filter(({ state }) => state === "done").map(({ name }) => name),
  )
  return steps.filter(({ name }) => !done.has(name))
}

/**
 * One after the other, the oldest first. @returns those that are over now
 * @throws Refusal where somebody else is at it
 */
export async function migrate({ steps = STEPS, ...options }: MigrateOptions = {}): Promise<Migration[]> {
  const over: Migration[] = []
  for (const step of await waitingSteps(steps)) {
    const migration = await migrateOne(step, options)
    if (migration.state !== "done") break
    over.push(migration)
  }
  return over
}

async function migrateOne(step: Step, options: MigrateOptions): Promise<Migration> {
  const held = await Held.take(step)
  const isOurs = table().options.engine === "embedded"
  const began = now()
  let [units, writes] = [0, 0]
  while (!held.isOver && !options.ends?.()) {
    const start = now()
    const pieces = await Promise.all(held.unfinished.map((part) => held.next(step, part)))
    units += pieces.reduce((sum, piece) => sum + piece.units, 0)
    writes += pieces.reduce((sum, piece) => sum + piece.changed, 0)
    await held.save()
    options.progress?.(held.migration)
    if (isOurs) await sleep(now() - start)
    else if (options.pace) {
      const least = Math.max(units / options.pace.units, writes / options.pace.writes) * SECOND
      await sleep(Math.max(0, least - (now() - began)))
    }
  }
  await held.end()
  return held.migration
}

/** A migration that is one's own: nobody else works on it meanwhile. */
class Held {
  migration: Migration
  #savedAt = now()

  private constructor(migration: Migration) {
    this.migration = migration
  }

  static async take({ name }: Step): Promise<Held> {
    const before = (await listMigrations()).find((one) => one.name === name)
    if (before && before.leaseUntil > now()) throw busy(before)
    const segments = table().options.engine === "embedded" ? 1 : SEGMENTS
    const anew = {
      ...{ name, state: "running" as const, looked: 0, changed: 0, startedAt: nowIso() },
      parts: Array.from({ length: segments }, () => ({ over: false })),
    }
    const mine = { ...anew, ...before, owner: newId(), leaseUntil: now() + LENGTH, updatedAt: nowIso() }
    try {
      await commit([takeMigration(mine, before)])
    } catch (error) {
      throw error instanceof NotMine ? busy(mine) : error
    }
    return new Held(mine)
  }

  get isOver(): boolean {
    return this.unfinished.length === 0
  }

  get unfinished(): number[] {
    return this.migration.parts.flatMap(({ over }, n) => (over ? [] : [n]))
  }

  /** The next items of a part; what is done is noted here, and written down by save(). */
  async next(step: Step, segment: number): Promise<{ units: number; changed: number }> {
    const { parts } = this.migration
    const after = parts[segment]?.after as Key | undefined
    const page = await nextOfKind(step.entityType, { segment, segments: parts.length, after })
    let changed = 0
    for (let at = 0; at < page.items.length; at += AT_ONCE) {
      const some = await Promise.all(page.items.slice(at, at + AT_ONCE).map((item) => bringOneUp(item, step)))
      changed += some.filter(Boolean).length
      await this.save()
    }
    parts[segment] = { ...(page.after && { after: page.after }), over: page.after === undefined }
    this.migration.looked += page.looked
    this.migration.changed += changed
    return { units: page.units, changed }
  }

  /** Now and then. @throws Refusal where somebody else has it by now */
  async save(): Promise<void> {
    if (now() - this.#savedAt < SAVE_EVERY) return
    this.#savedAt = now()
    await this.#write(now() + LENGTH)
  }

  /** For the last time: the next one may begin at once. */
  async end(): Promise<void> {
    if (this.isOver) this.migration.state = "done"
    await this.#write(0)
  }

  async #write(leaseUntil: number): Promise<void> {
    Object.assign(this.migration, { leaseUntil, updatedAt: nowIso() })
    try {
      await commit([putMigration(this.migration)])
    } catch (error) {
      throw error instanceof NotMine ? busy(this.migration) : error
    }
  }
}

function busy({ name, updatedAt }: Migration): Refusal {
  return new Refusal(
    `The migration ${name} is under way already, last heard of at ${updatedAt}: look how far it is where it was begun. Where nobody is at it any more, try again in a minute.`,
  )
}

/** @returns whether there was something to do */
async function bringOneUp(found: Raw, step: Step): Promise<boolean> {
  let item: Raw | undefined = found
  for (let tries = 0; item && tries < MOST_TRIES; tries++) {
    const write = bringUp(item, broughtUp(item, [step]), step.reads)
    if (!write) return false
    try {
      await commit([write])
      return true
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error
      item = await get({ PK: String(found.PK), SK: String(found.SK) }, { consistent: true })
    }
  }
  if (item) throw new Error(`${found.PK} ${found.SK} changes all the time: run the migration again.`)
  return false
}
