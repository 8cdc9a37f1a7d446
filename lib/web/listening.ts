/** Where the web process listens: at the forum's address, or on the socket that it was given (lib/launcher/socket.mjs). */
import type { Server } from "node:http"
import type { Config } from "#lib/config.ts"
import { givenSocket } from "#lib/launcher/socket.mjs"

/** Who asks while nobody answers yet waits in it: as many as the kernel allows. */
const BACKLOG = 4_096

/** @param ready called when it listens */
export function listenAt(
  server: Server,
  { port, host }: Pick<Config, "port" | "host">,
  ready: () => void,
): void {
  const fd = givenSocket()
  if (fd === undefined) return void server.listen(port, host, ready)
  server.listen({ fd, backlog: BACKLOG }, () => {
    const wrong = whyNot(server.address(), port)
    if (wrong) server.emit("error", new Error(wrong))
    else ready()
  })
}

/** The launcher, the operator's commands and links ask at PORT. */
function whyNot(address: ReturnType<Server["address"]>, port: number): string | undefined {
  if (typeof address !== "object" || address === null)
    return `The socket that was handed to the forum is none of TCP: say ListenStream=127.0.0.1:${port} in stoa.socket.`
  if (address.port === port) return undefined
  return `The socket that was handed to the forum is at port ${address.port}, and PORT is ${port}: make them the same.`
}
