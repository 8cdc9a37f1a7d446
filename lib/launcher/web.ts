/** The web server: processes of ours that share one address, in production, or one for developers. */
import { type ChildProcess, fork } from "node:child_process"
import cluster from "node:cluster"
import { SECOND, sleep } from "#lib/base/clock.ts"
import { PEERS } from "#lib/base/peers.ts"
import type { Config } from "#lib/config.ts"
import { runningOf, startChild } from "./child.ts"
import { Relay } from "./relay.ts"
import { SOCKET } from "./socket.mjs"
import {
  type Running,
  type Service,
  type Successor,
  type Supervised,
  type SuperviseOptions,
  supervise,
} from "./supervise.ts"

/** Requests that are under way get this long to finish … */
const LONGEST_DRAIN = 12 * SECOND
/** … and where a successor answers already, as long as the server itself gives them (lib/web/drain.ts). */
const LONGEST_LEAVE = 155 * SECOND
/** To load the pages, also on a machine that does much else. */
const LONGEST_START = 90 * SECOND

const SERVER = "lib/web/server.ts"
/** Most of what a request makes is gone with it: with more room for the young, fewer of them are moved. */
const ROOM = "--max-semi-space-size=64"

/**
 * A web process, in the environment that the launcher completed. The listening socket is the launcher's, or was handed to it,
 * who accepts nothing itself: whoever asks while one process ends and another begins waits in it for whichever is there. It is in our
 * process group, tells us when it listens, and ends by itself, as soon as what is under way is answered, when the channel to
 * us closes.
 */
function starting({ dev, file = SERVER, socket }: WebOptions, relay: Relay): (env?: Env) => Promise<Running> {
  if (dev) return async () => startChild([ROOM, file, "--dev"], LONGEST_DRAIN)
  const sharing = socket === undefined ? sharingOurs(file) : sharingGiven(file, socket)
  return async (env = () => ({})) => startSharing(sharing(env()), relay)
}

const EXEC_ARGV = ["--disable-warning=ExperimentalWarning", ROOM]
type Sharing = (env: Record<string, string>) => ChildProcess

function sharingOurs(file: string): Sharing {
  return (env) => {
    // Each takes connections itself: the launcher is in nobody's way.
    cluster.schedulingPolicy = cluster.SCHED_NONE
    cluster.setupPrimary({
      ...{ exec: file, args: [], execArgv: EXEC_ARGV },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    })
    return cluster.fork({ ...env, [PEERS]: "1" }).process
  }
}

/** One that was handed to us: each has it by itself, so that the launcher's stays open when all of them have ended. */
function sharingGiven(file: string, socket: number): Sharing {
  return (env) =>
    fork(file, [], {
      execArgv: EXEC_ARGV,
      env: { ...process.env, ...env, [PEERS]: "1", [SOCKET]: "4" },
      stdio: ["ignore", "inherit", "inherit", "ipc", socket],
    })
}

function startSharing(child: ChildProcess, relay: Relay): Running {
  relay.join(child)
  const running = runningOf(child, LONGEST_DRAIN)
  const ready = new Promise<void>((done, fail) => {
    child.on("message", (said: { kind?: string }) => said?.kind === "listening" && done())
    void running.exited.then((how) => fail(new Error(`it ended with ${how} before it listened`)))
    setTimeout(() => fail(new Error("it does not listen yet")), LONGEST_START).unref()
  })
  // Nobody waits for the first ones: they are asked whether they are healthy.
  ready.catch(() => {})
  const retire = async (): Promise<void> => {
    child.send({ kind: "leave" }, (error) => error && child.kill("SIGTERM"))
    const patience = setTimeout(() => child.kill("SIGKILL"), LONGEST_LEAVE)
    await running.exited
    clearTimeout(patience)
  }
  return { ...running, ready, retire }
}

/** What is added to the environment of a process that is started now. */
type Env = () => Record<string, string>

/** All web processes of a forum. */
export type Web = Pick<Supervised, "stop" | "kill"> & {
  pids(): number[]
  /**
   * Starts as many others, which take over when all of them do their work; only then those before are asked to end.
   * @throws Error where one of them does not get so far: then all is as it was
   */
  replace(env?: Env): Promise<void>
}

export type WebOptions = {
  dev?: boolean
  count?: number
  env?: Env
  file?: string
  /** Which of our open files is the socket that was handed to us. */
  socket?: number | undefined
}

/** Starts them. @param watched for each: `started` is called with any of them */
export async function startWeb(options: WebOptions, watched: SuperviseOptions = {}): Promise<Web> {
  const start = starting(options, new Relay())
  const service: Service = { name: "The web server", start: () => start(options.env) }
  const count = options.dev ? 1 : (options.count ?? 1)
  const all = await Promise.all(Array.from({ length: count }, () => supervise(service, watched)))
  return {
    pids: () => all.flatMap((one) => one.current()?.pid ?? []),
    stop: async () => void (await Promise.all(all.map((one) => one.stop()))),
    kill: () => {
      for (const one of all) one.kill()
    },
    replace: async (env = options.env) => {
      const ready: Successor[] = []
      try {
        // One after the other: a version that does not start is noticed at the first.
        for (const one of all) ready.push(await one.successor(() => start(env)))
      } catch (error) {
        // They have the address already, and answer what they have begun.
        await Promise.all(ready.map((one) => one.withdraw()))
        throw error
      }
      for (const one of ready) one.takeOver()
    },
  }
}

/** Waits until the server says that it is healthy. Gives what is wrong when it does not within a minute. */
export async function untilHealthy(
  at: Pick<Config, "port" | "host">,
  givenUp: () => boolean,
): Promise<string | undefined> {
  const until = Date.now() + 60 * SECOND
  let last = "no answer"
  while (Date.now() < until && !givenUp()) {
    try {
      const answer = await fetch(`${localAddress(at)}/api/health`, {
        signal: AbortSignal.timeout(10 * SECOND),
      })
      if (answer.ok) return
      last = `status ${answer.status}: ${(await answer.text()).slice(0, 500)}`
    } catch {
      // It does not listen yet.
    }
    await sleep(25)
  }
  return last
}

/** Where processes of this machine reach the web server. */
export function localAddress({ port, host }: Pick<Config, "port" | "host">): string {
  const anywhere = !host || host === "0.0.0.0" || host === "::"
  if (anywhere) return `http://127.0.0.1:${port}`
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`
}
