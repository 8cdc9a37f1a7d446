/** The web server as a child process, in production or for developers. */
import { SECOND, sleep } from "#lib/base/clock.ts"
import type { Config } from "#lib/config.ts"
import { startChild } from "./child.ts"
import type { Service } from "./supervise.ts"

/** Requests that are under way get this long to finish. */
const LONGEST_DRAIN = 12 * SECOND

/**
 * The web server, in the environment that the launcher completed. It is in our process group, tells us when it
 * listens, and ends by itself when the channel to us closes.
 */
export function webService({ dev }: { dev: boolean }): Service {
  const args = [
    // Most of what a request makes is gone with it: with more room for the young, fewer of them are moved.
    "--max-semi-space-size=64",
    "lib/web/server.ts",
    ...(dev ? ["--dev"] : []),
  ]
  return { name: "The web server", start: async () => startChild(args, LONGEST_DRAIN) }
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
