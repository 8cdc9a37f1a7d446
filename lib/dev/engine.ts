/** The embedded DynamoDB engine, dynoxide: where its binary is, and how it is started on a file. */
import { spawnSync } from "node:child_process"
import { closeSync, existsSync, openSync } from "node:fs"
import { delimiter, dirname, join, resolve } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { SECOND, sleep } from "#lib/base/clock.ts"
import { freePort } from "#lib/launcher/preflight.ts"
import { Refusal } from "#lib/launcher/refusal.ts"
import type { Running, Service } from "#lib/launcher/supervise.ts"
import { tether } from "#lib/launcher/tether.ts"

export const ENGINE_VERSION = "1.2.1"

/** Keeps what is written, in a volume, and is heard on this machine alone: it asks nobody for a password. */
export const DOCKER =
  "docker run -u root -p 127.0.0.1:8000:8000 -v stoa:/data amazon/dynamodb-local -jar DynamoDBLocal.jar -sharedDb -dbPath /data"

export type Engine = Service & { endpoint: string; file: string; binary: string }

/**
 * The engine on a database file, not started yet. Started again, it keeps its address.
 * @throws Refusal when there is no binary for this platform
 */
export async function embeddedEngine(file: string, given?: string): Promise<Engine> {
  const binary = engineBinary(given)
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  return { name: "The database", endpoint, file, binary, start: () => startEngine(binary, file, port) }
}

async function startEngine(binary: string, file: string, port: number): Promise<Running> {
  const log = join(dirname(file), "engine.log")
  const output = openSync(log, "w", 0o600)
  const args = ["serve", "--port", String(port), "--db-path", file]
  const running = await tether(binary, args, { output }).finally(() => closeSync(output))
  const early = await Promise.race([untilAnswers(`http://127.0.0.1:${port}`), running.exited])
  if (early) {
    running.kill()
    throw new Refusal(`The embedded database did not start (${early}): ${log} says why.`)
  }
  keepWritesFast(file)
  return running
}

/** Gives nothing when it answers, else what is wrong. */
async function untilAnswers(endpoint: string): Promise<string | undefined> {
  const until = Date.now() + 20 * SECOND
  while (Date.now() < until) {
    if (await answers(endpoint)) return
    await sleep(10)
  }
  return "no answer for 20 seconds"
}

/** Whether anything speaks HTTP there. */
export async function answers(endpoint: string): Promise<boolean> {
  return fetch(endpoint, { signal: AbortSignal.timeout(2 * SECOND) }).then(
    () => true,
    () => false,
  )
}

/** Whether what answers there is an engine. One that wants to know who asks says that in JSON, too. */
export async function speaksDynamo(endpoint: string): Promise<boolean> {
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "DynamoDB_20120810.ListTables",
  }
  const asked = { method: "POST", headers, body: "{}", signal: AbortSignal.timeout(5 * SECOND) }
  return fetch(endpoint, asked)
    .then((answer) => answer.json())
    .then(
      () => true,
      () => false,
    )
}

/** Without this index each write reads every stream record before it: 200 writes/s in place of 1,700. */
function keepWritesFast(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5 * SECOND })
  database.exec(
    "CREATE INDEX IF NOT EXISTS stoa_stream ON _stream_records(table_name, CAST(sequence_number AS INTEGER))",
  )
  database.close()
}

/** The engine's program. @param given the one to use @throws Refusal that names the commands which give an engine */
export function engineBinary(given?: string): string {
  if (given) {
    if (existsSync(given) && runs(resolve(given))) return resolve(given)
    const why = existsSync(given) ? "does not run on this machine" : "does not exist"
    throw new Refusal(
      `DYNOXIDE_BIN names ${given}, which ${why}: correct it, or leave it out for the one that npm installed.`,
    )
  }
  const name = process.platform === "win32" ? "dynoxide.exe" : "dynoxide"
  const installed = resolve(`node_modules/@dynoxide/${process.platform}-${process.arch}/${name}`)
  if (existsSync(installed) && runs(installed)) return installed
  const folders = (process.env.PATH ?? "").split(delimiter)
  const onPath = folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
  if (onPath) return resolve(onPath)
  throw new Refusal(`There is no embedded database for ${process.platform}-${process.arch}. Start one of these in another terminal:
  ${DOCKER}
  npx -y dynoxide@${ENGINE_VERSION} serve --port 8000 --db-path stoa.db
and then the forum on it: DYNAMODB_ENDPOINT=http://localhost:8000 npm start
(Or name a dynoxide binary: DYNOXIDE_BIN=/path/to/dynoxide npm start)`)
}

/** A binary of another C library is there and yet does not run. */
function runs(binary: string): boolean {
  return spawnSync(binary, ["--version"], { timeout: 5 * SECOND }).status === 0
}
