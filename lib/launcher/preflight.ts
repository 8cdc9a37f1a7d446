/** What must hold before anything starts: a folder that can be written, a port that is free. */
import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs"
import { createServer } from "node:net"
import { dirname, join } from "node:path"
import type { Config } from "#lib/config.ts"
import { Refusal } from "./refusal.ts"

/** What the launcher and its processes write in the data folder. One who started the forum as root once left these to root. */
const OURS = ["lock", "run.json", "auth-secret", "engine.log", "stoa.db", "stoa.db-wal", "stoa.db-shm"]

/** Makes the data folder where it is missing. @throws Refusal when it, or what is ours in it, cannot be written */
export function requireFolder(folder: string): void {
  const problem = unwritable(folder)
  if (problem)
    throw new Refusal(
      `The data folder ${folder} cannot be written (${problem}): give it to this user (chown, chmod), or name another one: STOA_DATA=~/stoa npm start`,
    )
  const files = OURS.map((name) => join(folder, name)).filter((file) => existsSync(file))
  const taken = files.find((file) => !may(file, constants.R_OK | constants.W_OK))
  if (taken)
    throw new Refusal(
      `The file ${taken} belongs to another user: give the data folder and all that is in it to this one (chown -R), or start the forum as that user.`,
    )
}

/** Makes the folder of the backups where it is missing. @throws Refusal when it cannot be written */
export function requireBackupFolder(folder: string): void {
  const problem = unwritable(folder)
  if (problem)
    throw new Refusal(
      `The folder ${folder} for backups cannot be written (${problem}): give it to this user, name another one (STOA_BACKUP_FOLDER), or make no backups (STOA_BACKUP_HOURS=0).`,
    )
}

/** DynamoDB's cache is one of Amazon's tables: before any other it would answer what that one holds. @throws Refusal */
export function requireItsCache({ dax, dynamodb }: Pick<Config, "dax" | "dynamodb">): void {
  if (dax && dynamodb.engine !== "aws")
    throw new Refusal(
      "DAX_ENDPOINT is a cache before Amazon's table, and this forum keeps its table elsewhere: leave it out, or say DYNAMODB_ENDPOINT=aws.",
    )
}

/** Why nothing can be written in a folder, which is made where it is missing. */
function unwritable(folder: string): string | undefined {
  try {
    makeFolder(folder)
    if (!statSync(folder).isDirectory()) return "it is a file"
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  }
}

function may(file: string, mode: number): boolean {
  try {
    accessSync(file, mode)
    return true
  } catch {
    return false
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
