/** Keeps a process running: starts it again when it dies, and gives up when that does not help. */
import { now, SECOND, sleep } from "#lib/base/clock.ts"
import { say } from "./refusal.ts"

export type Running = {
  pid: number
  /** Resolves with how it ended, in words. */
  exited: Promise<string>
  /** Asks it to finish what it does and end. Resolves when it has. */
  stop(): Promise<void>
  /** Ends it at once. */
  kill(): void
  /** Resolves when it does its work, rejects when it ends before. Without it, it does from the beginning. */
  ready?: Promise<void>
  /** As `stop`, for one whose successor does its work already: it may take its time. */
  retire?(): Promise<void>
}

export type Service = {
  /** As people read it in the log: "The database". */
  name: string
  start(): Promise<Running>
}

export type Supervised = {
  /** The process as it runs now; absent between a death and the next start. */
  current(): Running | undefined
  stop(): Promise<void>
  kill(): void
  /** Ends it and starts it anew at once, which is no death. Where it is being started anyway, does nothing. */
  restart(): Promise<void>
  /**
   * Starts another one beside it, and waits until that does its work. Started as `start` says, where that is given.
   * @throws Error where it does not get so far: then all is as it was
   */
  successor(start?: Service["start"]): Promise<Successor>
}

export type Successor = {
  /** It takes the place, and the one before is asked to end. */
  takeOver(): void
  /** It is asked to end, and all is as it was. Resolves when it has. */
  withdraw(): Promise<void>
}

export type SuperviseOptions = {
  /** Called once when the service dies again and again. Without it, it is started again for ever. */
  gaveUp?(reason: string): void
  /** Called with each process that was started, the first included. */
  started?(running: Running): void
  log?(line: string): void
  /** Milliseconds before the first restart; twice that before the next, and so on. */
  backoff?: number
}

/** So many deaths within the window are a fault that starting again does not cure. */
const MAX_DEATHS = 5
const WINDOW = 60 * SECOND
const LONGEST_BACKOFF = 8 * SECOND

/** Starts the service and watches over it. Rejects when the first start fails. */
export async function supervise(
  service: Service,
  { gaveUp, started, log = say, backoff = SECOND / 4 }: SuperviseOptions,
): Promise<Supervised> {
  let current: Running | undefined = await service.start()
  let stopping = false
  let isWanted = false
  let deaths: number[] = []
  /** Of which process `current` is the last: who was replaced is watched no longer. */
  let turn = 0
  /** Those that come, and those that leave. */
  const beside = new Set<Running>()

  const watch = async (running: Running, mine = turn): Promise<void> => {
    started?.(running)
    let how = await running.exited
    for (;;) {
      if (mine !== turn) return
      current = undefined
      if (stopping) return
      if (!isWanted && (await waitAfterDeath(how)) === "over") return
      if (mine !== turn) return
      isWanted = false
      try {
        const next = await service.start()
        if (mine !== turn) return next.kill()
        current = next
        if (stopping) return next.kill()
        return void watch(next)
      } catch (error) {
        how = error instanceof Error ? error.message : String(error)
      }
    }
  }

  /** @returns `over` when it is given up, or was stopped meanwhile */
  const waitAfterDeath = async (how: string): Promise<"over" | "again"> => {
    deaths = [...deaths.filter((at) => at > now() - WINDOW), now()]
    if (gaveUp && deaths.length >= MAX_DEATHS) {
      stopping = true
      gaveUp(`${service.name} ended ${deaths.length} times within a minute, at last with ${how}.`)
      return "over"
    }
    const wait = Math.min(backoff * 2 ** (deaths.length - 1), LONGEST_BACKOFF)
    log(`${service.name} ended (${how}). It starts again in ${wait / SECOND} s.`)
    await sleep(wait)
    return stopping ? "over" : "again"
  }
  void watch(current)

  const retire = async (before: Running): Promise<void> => {
    beside.add(before)
    await (before.retire ?? before.stop).call(before)
    beside.delete(before)
  }

  return {
    current: () => current,
    stop: async () => {
      stopping = true
      await Promise.all([current, ...beside].map((one) => one?.stop()))
    },
    kill: () => {
      stopping = true
      for (const one of [current, ...beside]) one?.kill()
    },
    restart: async () => {
      if (!current || stopping) return
      isWanted = true
      await current.stop()
    },
    successor: async (start = () => service.start()) => {
      const next = await start()
      beside.add(next)
      try {
        if (stopping) throw new Error("it is being stopped")
        await next.ready
      } catch (error) {
        next.kill()
        beside.delete(next)
        throw error
      }
      return {
        takeOver: () => {
          beside.delete(next)
          if (stopping) return next.kill()
          const before = current
          turn++
          current = next
          void watch(next)
          if (before) void retire(before)
        },
        withdraw: () => retire(next),
      }
    },
  }
}
