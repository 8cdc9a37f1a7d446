/** The web server as a child process: production, or Next's own for developers. */
import { spawn } from "node:child_process"
import { SECOND, sleep } from "#lib/base/clock.ts"
import type { Config } from "#lib/config.ts"
import type { Running, Service } from "./supervise.ts"
import { exitOf, tether } from "./tether.ts"

/** Requests that are under way get this long to finish. */
const LONGEST_DRAIN = 12 * SECOND

/** The web server with the environment that the launcher completed. */
export function webService(env: NodeJS.ProcessEnv, { dev, port, host }: WebOptions): Service {
  const next = ["node_modules/next/dist/bin/next", "dev", "-p", String(port), ...(host ? ["-H", host] : [])]
  return {
    name: "The web server",
    start: () => (dev ? tether(process.execPath, next, { env }) : startServer(env)),
  }
}

export type WebOptions = Pick<Config, "port" | "host"> & { dev: boolean }

/** It is in our process group, and ends by itself when the channel to us closes. */
async function startServer(env: NodeJS.ProcessEnv): Promise<Running> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "lib/web/server.ts"], {
    env,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  })
  const exited = exitOf(child)
  return {
    pid: child.pid ?? 0,
    exited,
    stop: async () => {
      child.kill("SIGTERM")
      const patience = setTimeout(() => child.kill("SIGKILL"), LONGEST_DRAIN)
      await exited
      clearTimeout(patience)
    },
    kill: () => child.kill("SIGKILL"),
  }
}

/** Waits until the server says that it is healthy. Gives what is wrong when it does not within a minute. */
export async function untilHealthy(
  { port, host }: Pick<Config, "port" | "host">,
  givenUp: () => boolean,
): Promise<string | undefined> {
  const until = Date.now() + 60 * SECOND
  let last = "no answer"
  while (Date.now() < until && !givenUp()) {
    try {
      const answer = await fetch(healthAddress(port, host), { signal: AbortSignal.timeout(10 * SECOND) })
      if (answer.ok) return
      last = `status ${answer.status}: ${(await answer.text()).slice(0, 500)}`
    } catch {
      // It does not listen yet.
    }
    await sleep(25)
  }
  return last
}

function healthAddress(port: number, host: string | undefined): string {
  const anywhere = !host || host === "0.0.0.0" || host === "::"
  const name = anywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host
  return `http://${name}:${port}/api/health`
}
