/**
 * Writes the whole forum into one archive while it is in use: everything is read once, and what changes meanwhile is taken
 * from the stream, so that the archive is the forum as it was at one moment, the end of reading (docs/adr/0300).
 */
import { createHash } from "node:crypto"
import { createWriteStream } from "node:fs"
import { open, rename, rm, stat } from "node:fs/promises"
import { dirname } from "node:path"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import { now, SECOND, sleep } from "#lib/base/clock.ts"
import { findCheckpoint } from "#lib/db/patterns/stream.ts"
import { highest, openStream, openStreamNow, type StreamReader } from "#lib/db/stream.ts"
import { table } from "#lib/db/table.ts"
import { allLines } from "#lib/db/whole.ts"
import { Refusal } from "#lib/launcher/refusal.ts"
import { itemsFile } from "./archive.ts"
import { Spool } from "./spool.ts"
import {
  type Exported,
  type ExportOptions,
  type Followed,
  linesOf,
  merged,
  Writing,
} from "./write-archive.ts"

/** Parts that Amazon reads at the same time. */
const SEGMENTS = 4
/** Amazon's stream tells what was written within a second, as a rule; so long nothing that was read is newer than what it told. */
const STREAM_DELAY = 10 * SECOND

/**
 * @param file is not there yet; it appears when it is whole. Beside it lies meanwhile what was read, as large again
 * @throws Refusal where it is, or cannot be written
 */
export async function exportForum(file: string, options: ExportOptions = {}): Promise<Exported> {
  await requireNew(file)
  const unfinished = `${file}.part`
  const spool = openSpool(`${file}.spool`)
  try {
    const followed = await readAll(spool, options)
    const writing = new Writing(spool, followed, options)
    const out = createWriteStream(unfinished, { mode: 0o600 })
    await pipeline(Readable.from(writing.bytes(), { objectMode: false }), createGzip(), out)
    await toDisk(unfinished)
    await rename(unfinished, file)
    return { ...writing.outcome(), bytes: (await stat(file)).size }
  } catch (error) {
    await rm(unfinished, { force: true })
    const { code } = error as NodeJS.ErrnoException
    if (code === "ENOSPC")
      throw new Refusal(`The disk is full: ${file} needs more room. Nothing was left there.`)
    throw error
  } finally {
    spool.close()
  }
}

async function requireNew(file: string): Promise<void> {
  if (await stat(file).catch(() => undefined))
    throw new Refusal(`${file} is there already: name a new file, or move that one away.`)
}

function openSpool(file: string): Spool {
  try {
    return new Spool(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Refusal(
      `Nothing can be written into ${dirname(file)} (${code ?? error}): make the folder, give it to this user, or name another one.`,
    )
  }
}

/** Reads the table, and the stream until that has told all that was written before the end. */
async function readAll(spool: Spool, { unitsPerSecond, progress }: ExportOptions): Promise<Followed> {
  const checkpoint = await findCheckpoint()
  // Before anything is read: from where it was applied, so that nothing is lost of what has still to follow.
  const reader = await (checkpoint?.position ? openStream(checkpoint.position) : openStreamNow())
  const kept = checkpoint !== undefined
  const isOurs = table().options.engine === "embedded"
  let forgotten = false
  const hear = async (): Promise<void> => {
    if (await drain(reader, spool, kept)) forgotten = kept
  }
  try {
    let done = 0
    for await (const lines of allLines({ segments: isOurs ? 1 : SEGMENTS, unitsPerSecond })) {
      spool.addLines(lines)
      done += lines.length
      progress?.({ what: "items", done })
      await hear()
    }
    const end = now()
    await hear()
    while (!isOurs && now() < end + STREAM_DELAY) {
      await sleep(SECOND / 2)
      await hear()
    }
    spool.forgetApplied()
    return { ...(kept && { base: highest(reader.position) }), forgotten }
  } finally {
    reader.close()
  }
}

/** @returns whether there may be changes that it does not tell any more */
async function drain(reader: StreamReader, spool: Spool, kept: boolean): Promise<boolean> {
  for (let isMissing = false; ; ) {
    const batch = await reader.read()
    spool.addChanges(batch.changes, kept)
    isMissing ||= batch.isMissing
    if (!batch.isFull) return isMissing
  }
}

async function toDisk(file: string): Promise<void> {
  const handle = await open(file)
  await handle.sync()
  await handle.close()
}

/** The digests of what is in the table now, item by item; nothing may write meanwhile. @param file made, and thrown away */
export async function digestsOfTable(file: string): Promise<Record<string, string>> {
  const spool = new Spool(file)
  try {
    for await (const lines of allLines({ segments: 1 })) spool.addLines(lines)
    const digests: Record<string, string> = {}
    for (const { entity } of merged(spool.kinds())) {
      const hash = createHash("sha256")
      for (const line of linesOf(spool, entity)) hash.update(`${line}\n`)
      digests[itemsFile(entity[0]!)] = hash.digest("hex")
    }
    return digests
  } finally {
    spool.close()
  }
}
