/** What must hold before anything starts: a folder that can be written, a port that is free. */
import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs"
import { createServer } from "node:net"
import { dirname } from "node:path"
import type { Config } from "#lib/config.ts"
import { Refusal } from "./refusal.ts"

/** Makes the data folder where it is missing. @throws Refusal when it cannot be written */
export function requireFolder(folder: string): void {
  try {
    makeFolder(folder)
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error("a file"), { code: "it is a file" })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? error
    throw new Refusal(
      `The data folder ${folder} cannot be written (${code}): give it to this user (chown, chmod), or name another one: STOA_DATA=~/stoa npm start`,
    )
  }
}

/** Not `recursive`: Node's own never ends where a file system refuses with ENOENT, as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

/** @throws Refusal when something listens on the port, or nobody may */
export async function requirePort({ port, host }: Pick<Config, "port" | "host">): Promise<void> {
  const code = await new Promise<string | undefined>((done) => {
    const server = createServer()
    server.once("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(undefined)))
  })
  if (!code) return
  const other = port === 65535 ? 3001 : port + 1
  if (code === "EADDRINUSE")
    throw new Refusal(
      `Port ${port} is taken by another program: choose another one, for example PORT=${other} npm start`,
    )
  if (code === "EACCES")
    throw new Refusal(
      `This user may not listen on port ${port}: choose one above 1023, for example PORT=3000 npm start`,
    )
  throw new Refusal(
    `Nothing can listen on ${host ?? "this machine"}, port ${port} (${code}): check STOA_HOST and PORT.`,
  )
}

/** A port of the loopback address that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done, fail) => {
    server.once("error", fail)
    server.listen(0, "127.0.0.1", done)
  })
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}
