/** A read model that is being made, by who has it: nobody else works on it until they have been silent for a while. */
import { HOUR, MINUTE, now, nowIso, SECOND } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Build } from "#lib/db/items/builds.ts"
import { putBuild, seizeBuild, takeBuild } from "#lib/db/writes/builds.ts"
import { NotMine } from "#lib/db/writes/stream.ts"
import type { Projection, Stage } from "./contract.ts"

/** A process that has not been heard of for so long is believed to be dead. */
const LENGTH = MINUTE
/** A piece may take longer than that. */
const RENEW_EVERY = 20 * SECOND
/** As much is done again after a kill. */
const SAVE_EVERY = 5 * SECOND
const LONGEST_DELAY = HOUR
/** As much of a message as tells what is wrong. */
const LONGEST_FAILURE = 500

type Rebuildable = Projection & Required<Pick<Projection, "rebuild">>

/** How it is before anybody has made anything of it. */
export function unbuilt({ name, rules = 0, place }: Projection): Build {
  const [startedAt, at] = [nowIso(), place?.() ?? ""]
  return {
    ...{ name, rules, place: at, state: "building", owner: newId(), leaseUntil: now() + LENGTH, attempts: 0 },
    ...{ startedAt, updatedAt: startedAt },
  }
}

/** Somebody else has it by now. */
export class Lost extends Error {
  constructor(name: string) {
    super(`Somebody else makes ${name} anew.`)
  }
}

export class HeldBuild {
  #build: Build
  #isLost = false
  /** What is said of it last stays. */
  #isOver = false
  #savedAt = now()
  #saved: Promise<void> = Promise.resolve()

  private constructor(build: Build) {
    this.#build = build
  }

  /** Goes on with it, or begins. @returns undefined where somebody else has it */
  static async take(projection: Rebuildable, from: Build | undefined): Promise<HeldBuild | undefined> {
    const anew = unbuilt(projection)
    const goesOn = from?.state === "building" && from.rules === anew.rules && from.place === anew.place
    const mine = goesOn ? { ...from, owner: anew.owner, leaseUntil: anew.leaseUntil } : anew
    try {
      await commit([takeBuild(mine, from)])
      return new HeldBuild(mine)
    } catch (error) {
      if (error instanceof NotMine) return undefined
      throw error
    }
  }

  /** Begins it from its beginning, whoever has it. */
  static async seize(projection: Rebuildable): Promise<HeldBuild> {
    const mine = unbuilt(projection)
    await commit([seizeBuild(mine)])
    return new HeldBuild(mine)
  }

  /**
   * Makes it, until it is done or `until` has come; then it is left for the next one.
   * @param told each stage @throws Lost when somebody else has taken it, or what the projection throws, written down
   */
  async work(
    { name, rebuild }: Rebuildable,
    until: number,
    told: (stage: Stage) => void = () => {},
  ): Promise<"done" | "left"> {
    const renew = (): void => void (this.#isOver || this.#save({}).catch(() => {}))
    const renewal = setInterval(renew, RENEW_EVERY)
    const begun = this.#build.cursor
    try {
      for await (const { cursor, done } of rebuild(begun)) {
        // Only who comes further has not failed again: the first stage may be the last one of before.
        const further = cursor !== begun && { attempts: 0, failure: undefined, notBefore: undefined }
        this.#build = { ...this.#build, cursor, done, ...further }
        told({ cursor, done })
        if (this.#isLost) throw new Lost(name)
        if (now() >= until) {
          await this.#saveLast({})
          return "left"
        }
        if (now() - this.#savedAt >= SAVE_EVERY) await this.#save({})
      }
      await this.#saveLast({ state: "built", cursor: undefined })
      return "done"
    } catch (error) {
      if (error instanceof NotMine) throw new Lost(name)
      if (!(error instanceof Lost)) await this.#fail(error)
      throw error
    } finally {
      clearInterval(renewal)
    }
  }

  async #fail(error: unknown): Promise<void> {
    const attempts = this.#build.attempts + 1
    const failure = String(error instanceof Error ? error.message || error.name : error)
    const notBefore = now() + Math.min(LONGEST_DELAY, MINUTE * 2 ** (attempts - 1))
    const failed = { attempts, failure: failure.slice(0, LONGEST_FAILURE), notBefore }
    // Where not even that can be written, its time runs out.
    await this.#saveLast(failed).catch(() => {})
  }

  #saveLast(change: Partial<Build>): Promise<void> {
    this.#isOver = true
    return this.#save({ ...change, leaseUntil: 0 })
  }

  /** One after the other: what is older must not come to stand in place of what is newer. */
  #save(change: Partial<Build>): Promise<void> {
    this.#savedAt = now()
    this.#saved = this.#saved.catch(() => {}).then(() => this.#put(change))
    return this.#saved
  }

  async #put(change: Partial<Build>): Promise<void> {
    this.#build = { ...this.#build, leaseUntil: now() + LENGTH, updatedAt: nowIso(), ...change }
    try {
      await commit([putBuild(this.#build)])
    } catch (error) {
      this.#isLost ||= error instanceof NotMine
      throw error
    }
  }
}
