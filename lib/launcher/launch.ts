/** Starts the forum and keeps it running: database, table, web server, worker; ends them all when it ends. */
import { now, nowIso, SECOND } from "#lib/base/clock.ts"
import { type Config, ConfigError, config, forgetConfig } from "#lib/config.ts"
import { seedCategories } from "#lib/forum/beginning.ts"
import { ownerLink } from "#lib/forum/owner.ts"
import { type Backups, keepBackups } from "./backups.ts"
import { builtIn } from "./build.mjs"
import { type Database, openDatabase, requireEngine } from "./database.ts"
import { keepHouse } from "./housekeeping.ts"
import { type Lock, takeLock } from "./lock.ts"
import { requireBackupFolder, requireFolder, requireItsCache, requirePort } from "./preflight.ts"
import { Refusal, say } from "./refusal.ts"
import { refuseRestart, restart, serving } from "./restart.ts"
import { type RunFile, readRunFile, removeRunFile, writeRunFile } from "./run-file.ts"
import { keepSecret } from "./secret.ts"
import { givenSocket, SOCKET } from "./socket.mjs"
import { watchSources } from "./sources.ts"
import { type Supervised, supervise } from "./supervise.ts"
import { localAddress, startWeb, untilHealthy, type Web } from "./web.ts"
import { workerService } from "./worker.ts"

// What is kept here (hashes, mail, the secret) is for this user alone.
process.umask(0o077)
const began = performance.now()
const args = process.argv.slice(2)
let lock: Lock | undefined
let database: Database | undefined
let web: Web | undefined
let worker: Supervised | undefined
let backups: Backups | undefined
let ending: Promise<never> | undefined
let lastSignal = 0
/** What `npm run forum -- restart` makes us do. Until the database is there, nobody finds us by the run file. */
let onRestart: () => Promise<void> | void = () => {}
let restarted = Promise.resolve()

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => heard(signal))
// From the beginning, because it would end us. One after the other, however often it is asked.
process.on("SIGUSR2", () => {
  restarted = restarted.then(() => (ending ? undefined : onRestart()))
})
// start.mjs is our parent where the machine's own Node is too old: without it nobody could stop us.
if (process.connected) process.on("disconnect", () => void end(0))

try {
  await launch()
} catch (error) {
  if (ending) await ending
  if (error instanceof Refusal || error instanceof ConfigError) console.error(error.message)
  else console.error(error)
  await end(1)
}

async function launch(): Promise<void> {
  const settings = config()
  requireFolder(settings.data)
  lock = takeLock(settings.data)
  if (!lock) throw new Refusal(inUse(settings))
  const socket = givenSocket()
  // Only web processes are given it, each in a way of its own.
  delete process.env[SOCKET]
  if (socket === undefined) await requirePort(settings)
  requireItsCache(settings)
  if (settings.dynamodb.engine === "embedded" && settings.backups.every > 0)
    requireBackupFolder(settings.backups.folder)
  if (args.includes("--check")) {
    // Before the pages are built; without it, opening the database says the same.
    await requireEngine(settings)
    process.exit(0)
  }
  process.env.AUTH_SECRET ||= keepSecret(settings.data)
  forgetConfig()

  const run: RunFile = { pid: process.pid, startedAt: nowIso() }
  database = await openDatabase({
    gaveUp,
    started: (engine) => {
      run.engine = engine
      writeRunFile(settings.data, run)
    },
  })
  const dev = args.includes("--dev")
  const not = dev
    ? "npm run dev follows the sources by itself."
    : "it is just starting. Ask again when it runs."
  onRestart = () => refuseRestart(settings.data, run, not)
  if (args.includes("--demo")) await (await import("./demo.ts")).fillWithDemo()
  // After the demo, which has places of its own.
  await seedCategories()
  if (database.engine) keepHouse(database.engine.file)

  const served = { from: (dev ? undefined : builtIn()) ?? ".next" }
  const noteWeb = (pid: number): void => {
    const pids = web?.pids() ?? [pid]
    run.web = { pid: pids[0] ?? pid, address: localAddress(settings), pids }
    writeRunFile(settings.data, run)
  }
  web = await startWeb(
    { dev, count: settings.webProcesses, socket, env: () => serving(served.from) },
    { gaveUp, started: ({ pid }) => noteWeb(pid) },
  )
  noteWeb(0)
  // A worker that dies again and again is no reason to close the forum: what it has to do waits for it.
  worker = await supervise(workerService(), {
    started: ({ pid }) => {
      run.worker = { pid }
      writeRunFile(settings.data, run)
    },
  })
  // Next follows the sources by itself; the worker is started anew.
  if (dev) watchSources("lib", () => void worker?.restart())
  const wrong = await untilHealthy(settings, () => ending !== undefined)
  if (ending) await ending
  if (wrong) throw new Refusal(`The web server did not become healthy within a minute (${wrong}).`)
  if (!dev) onRestart = () => restart({ web: web!, worker: worker!, run, folder: settings.data, served })
  // Only of an engine of our own: Amazon's table has point-in-time recovery.
  if (database.engine) backups = keepBackups()
  const { url } = config()
  const link = await ownerLink()
  const seconds = ((performance.now() - began) / SECOND).toFixed(1)
  say(`\nThe forum runs at ${url} (started in ${seconds} s). Ctrl-C stops it.`)
  if (link) say(`It has no owner yet. Whoever registers through this link first, owns it:\n  ${link}`)
}

function inUse(settings: Config): string {
  const run = readRunFile(settings.data)
  const who = run ? ` (process ${run.pid}${run.web ? `, ${run.web.address}` : ""})` : ""
  return `The data folder ${settings.data} is in use by another Stoa${who}: stop that one first, or give this one a folder and a port of its own: STOA_DATA=./data2 PORT=${settings.port + 1} npm start`
}

function gaveUp(reason: string): void {
  if (ending) return
  console.error(`${reason} The forum stops: the lines above say why.`)
  void end(1)
}

/** The first asks politely; a second ends everything at once. A terminal and npm may both send the same one. */
function heard(signal: string): void {
  const again = ending !== undefined && now() - lastSignal > SECOND / 2
  lastSignal = ending ? lastSignal : now()
  if (again) {
    web?.kill()
    worker?.kill()
    backups?.stop()
    database?.kill()
    process.exit(1)
  }
  if (!ending && web) say(signal === "SIGINT" ? "\nStopping. Ctrl-C again stops at once." : "Stopping.")
  void end(0)
}

/** The web server first: what it has begun to write still needs the worker, and both need the database. */
function end(code: number): Promise<never> {
  ending ??= (async () => {
    backups?.stop()
    await web?.stop().catch(() => {})
    await worker?.stop().catch(() => {})
    await database?.stop().catch(() => {})
    if (lock) removeRunFile(config().data)
    lock?.release()
    process.exit(code)
  })()
  return ending
}
