/** How a web server ends: what is under way is answered, and nobody is refused who was about to ask. */
import type { Server } from "node:http"
import { Server as Listener } from "node:net"
import { SECOND } from "#lib/base/clock.ts"

/** What is under way gets so long where the forum ends … */
const LONGEST_END = 10 * SECOND
/** … and where another process has taken over: the largest picture may still be on its way, on a slow telephone. */
const LONGEST_LEAVE = 150 * SECOND
/** So long a client may have held a connection that it is just about to use again. */
const LINGER = 3 * SECOND

export type Drain = {
  /**
   * @param leaving another process answers at this address already: there is no hurry
   * @param lingering one will soon: who comes meanwhile waits for it, and who has a connection is led there
   */
  end(options?: { leaving?: boolean; lingering?: boolean }): void
}

/** @param done is called once, when all has been answered, or time is over */
export function drainOf(server: Server, done: () => void): Drain {
  let isEnding = false
  const idle = (): void => server.closeIdleConnections()
  // Before anybody answers: who is answered last on a connection is told so, and asks on another one.
  server.prependListener("request", (_request, response) => {
    if (isEnding) response.setHeader("Connection", "close")
  })
  return {
    end: ({ leaving = false, lingering = leaving } = {}) => {
      // Not its own close(), which cuts idle connections at once, with what is on its way in them.
      if (!isEnding) Listener.prototype.close.call(server, done)
      isEnding = true
      // Connections that are kept alive become idle one by one, as their requests end.
      setTimeout(() => setInterval(idle, 50), lingering ? LINGER : 0)
      setTimeout(done, leaving ? LONGEST_LEAVE : LONGEST_END).unref()
    },
  }
}
