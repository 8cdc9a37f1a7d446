/** A forum of its own to measure: started as a person starts it, on a folder that goes away afterwards. */
import { type ChildProcess, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sleep } from "#lib/base/clock.ts"
import { freePort } from "#lib/launcher/preflight.ts"
import { type RunFile, readRunFile } from "#lib/launcher/run-file.ts"
import { behindSocket } from "#lib/testing/behind-socket.ts"

export type Forum = {
  url: string
  folder: string
  env: Record<string, string>
  run: RunFile
  /** Milliseconds from the command to the first answer. */
  startedIn: number
  stop(): Promise<void>
}

const LONGEST_START = 180_000

type Begun = { port: number; hasEnded(): boolean; stop(): Promise<void> }

/** Starts `npm start` on a folder (a new one when none is given) and waits until it answers. */
export async function startForum(
  folder = mkdtempSync(join(tmpdir(), "stoa-bench-")),
  more: Record<string, string> = {},
  begin: (env: NodeJS.ProcessEnv) => Promise<Begun> = itself,
): Promise<Forum> {
  const env = {
    STOA_DATA: folder,
    STOA_LIMIT_SCALE: "1000000",
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    ...more,
  }
  const start = Date.now()
  const begun = await begin({ ...process.env, ...env })
  const port = String(begun.port)
  const url = `http://localhost:${port}`
  while (!(await isHealthy(url))) {
    if (begun.hasEnded() || Date.now() - start > LONGEST_START) throw new Error("The forum did not start.")
    await sleep(20)
  }
  const startedIn = Date.now() - start
  const run = readRunFile(folder)
  if (!run) throw new Error("The forum runs and says nothing about itself.")
  const known = { ...env, PORT: port, STOA_URL: url }
  return { url, folder, env: known, run, startedIn, stop: () => begun.stop() }
}

/** As a person starts it. */
async function itself(env: NodeJS.ProcessEnv): Promise<Begun> {
  const port = await freePort()
  const child = spawn(process.execPath, ["lib/launcher/start.mjs"], {
    env: { ...env, PORT: String(port), STOA_URL: `http://localhost:${port}` },
    stdio: ["ignore", "ignore", "inherit"],
  })
  return { port, hasEnded: () => child.exitCode !== null, stop: () => stop(child) }
}

/** As systemd starts it where there is a stoa.socket: on a socket that stays when it ends, and again when it has. */
export async function onGivenSocket(env: NodeJS.ProcessEnv): Promise<Begun> {
  const { port, end } = await behindSocket(["lib/launcher/start.mjs"], (port) => ({
    ...env,
    STOA_URL: `http://localhost:${port}`,
  }))
  return { port, hasEnded: () => false, stop: end }
}

/** Removes what a forum of startForum() kept. */
export function forget(forum: Forum): void {
  rmSync(forum.folder, { recursive: true, force: true })
}

async function isHealthy(url: string): Promise<boolean> {
  return fetch(`${url}/api/health`).then(
    (answer) => answer.ok,
    () => false,
  )
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once("exit", done))
  child.kill("SIGTERM")
  await ended
}

/** Resident memory of a process in MB (Linux), or undefined elsewhere. */
export function memoryOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
    return kilobytes ? Math.round(Number(kilobytes) / 1024) : undefined
  } catch {
    return undefined
  }
}
