/** What systemd does with stoa.socket: it listens, and hands the socket to the program, which is started again when it ends. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { type AddressInfo, createServer } from "node:net"
import { sleep } from "#lib/base/clock.ts"

/** It knows itself only when it is there: `exec` keeps the process. */
const AGAIN_AND_AGAIN = `while LISTEN_FDS=1 sh -c 'LISTEN_PID=$$ exec "$@"' sh "$@"; do :; done`

/**
 * Starts Node behind a socket of the loopback address, and again each time that it ended well.
 * @param args for Node @param env beside PORT, which is the socket's @returns its port, and what ends all of it
 */
export async function behindSocket(
  args: string[],
  env: (port: number) => NodeJS.ProcessEnv,
): Promise<{ port: number; end(): Promise<void> }> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  const { fd } = (server as unknown as { _handle: { fd: number } })._handle
  const holder = spawn("sh", ["-c", AGAIN_AND_AGAIN, "holder", process.execPath, ...args], {
    stdio: ["ignore", "inherit", "inherit", fd],
    env: { ...env(port), PORT: String(port) },
    // To end all of it together.
    detached: true,
  })
  // From here on it is the other's alone: nobody came yet.
  server.close()
  return {
    port,
    async end() {
      const until = Date.now() + LONGEST_END
      // All that it started is in its group, and ends by itself.
      for (let signal: NodeJS.Signals = "SIGTERM"; told(holder.pid!, signal); await sleep(20))
        signal = Date.now() > until ? "SIGKILL" : "SIGCONT"
    },
  }
}

const LONGEST_END = 15_000

/** @returns whether there is anybody left of the group */
function told(group: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-group, signal)
  } catch {
    return false
  }
}
