/** A backup: an archive in a folder, of which it is known that it can be restored (docs/adr/0302). */
import { chmod, mkdir, readdir, rm, stat, statfs } from "node:fs/promises"
import { join } from "node:path"
import { nowIso } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"
import { connect, ensureTable, table } from "#lib/db/table.ts"
import { deleteTable } from "#lib/db/whole.ts"
import { embeddedEngine } from "#lib/dev/engine.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { Refusal } from "#lib/launcher/refusal.ts"
import { isItemsFile } from "./archive.ts"
import { type BackupState, backupState, noteBackup } from "./backup-state.ts"
import { digestsOfTable, exportForum } from "./export-forum.ts"
import { inspect } from "./inspect.ts"
import { restoreItems } from "./restore-forum.ts"

const NAME = /^stoa-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.tar\.gz$/
const nameAt = (iso: string): string => `stoa-${iso.slice(0, 19).replaceAll(":", "-")}Z.tar.gz`

export type Backup = NonNullable<BackupState["good"]> & { removed: string[] }

/**
 * Exports the forum, restores that into a scratch table, compares, and deletes the oldest backups. What becomes of it is
 * written down. @throws Refusal, or what went wrong; then no backup was deleted
 */
export async function makeBackup(restore = restoreItems): Promise<Backup> {
  const { folder, keep } = config().backups
  const at = nowIso()
  const file = join(folder, nameAt(at))
  try {
    await makeFolder(folder)
    await clearLeftovers(folder)
    await requireRoom(folder)
    const { digest, bytes } = await withForum(() => exportForum(file))
    await verify(file, restore).catch(async (error) => {
      await rm(file, { force: true })
      throw error
    })
    const good = { at, file, digest, bytes }
    noteBackup({ good })
    return { ...good, removed: await removeOldest(folder, keep) }
  } catch (error) {
    noteBackup({ ...backupState(), failed: { at: nowIso(), reason: (error as Error).message } })
    throw error
  }
}

/** The backups of a folder, oldest first. */
export async function backupsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => NAME.test(name)).sort()
}

async function makeFolder(folder: string): Promise<void> {
  try {
    if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined) await chmod(folder, 0o700)
  } catch (error) {
    throw new Refusal(
      `The folder for backups, ${folder}, cannot be made (${(error as NodeJS.ErrnoException).code}): give its place to this user, or name another one (STOA_BACKUP_FOLDER).`,
    )
  }
}

const SCRATCH = ".verifying"

/** Of a backup that was killed. */
async function clearLeftovers(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => /^stoa-.*\.(?:part|spool)$/.test(name))
  for (const name of [...left, SCRATCH]) await rm(join(folder, name), { recursive: true, force: true })
}

/**
 * What is restored for a test lies there, in its table, its stream and as it is read again, and the archive: a full disk
 * stops the forum, too.
 */
async function requireRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const database = await stat(join(config().data, "stoa.db")).catch(() => undefined)
  const needed = 3 * (database?.size ?? 0) + 1.2 * (backupState().good?.bytes ?? 0)
  if (bavail * bsize >= needed) return
  const mega = (bytes: number): number => Math.ceil(bytes / 1e6)
  throw new Refusal(
    `There is too little room in ${folder} for a backup: it may take ${mega(needed)} MB, and ${mega(bavail * bsize)} are free. Keep fewer (STOA_BACKUP_KEEP), or name a folder on another disk (STOA_BACKUP_FOLDER).`,
  )
}

/** Restores it into a table of its own, and reads that: what cannot be restored is no backup. @throws Refusal */
export async function verify(file: string, restore = restoreItems): Promise<void> {
  const { digests } = await inspect(file)
  const found = await inScratchTable(async (spool) => {
    await restore(file)
    return digestsOfTable(spool)
  })
  for (const [name, { sha256 }] of Object.entries(digests.files).filter(([name]) => isItemsFile(name)))
    if (found[name] !== sha256)
      throw new Refusal(`The backup was made, and restored for a test ${name} was not what it had been.`)
}

/** On an engine of its own where ours is one: neither room nor time of the forum's is taken. */
async function inScratchTable<T>(work: (spool: string) => Promise<T>): Promise<T> {
  const { dynamodb, dynoxide, backups } = config()
  const folder = join(backups.folder, SCRATCH)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const isOurs = dynamodb.engine === "embedded"
  const engine = isOurs ? await embeddedEngine(join(folder, "scratch.db"), dynoxide) : undefined
  const running = await engine?.start()
  const before = table().options
  try {
    const place = engine ? ({ engine: "embedded", endpoint: engine.endpoint } as const) : dynamodb
    connect({ ...place, name: `${dynamodb.name}-verify-${process.pid}` })
    await ensureTable()
    const result = await work(join(folder, "spool"))
    if (!engine) await deleteTable()
    return result
  } finally {
    connect(before)
    await running?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function removeOldest(folder: string, keep: number): Promise<string[]> {
  const names = (await backupsIn(folder)).slice(0, -keep)
  for (const name of names) await rm(join(folder, name))
  return names
}
