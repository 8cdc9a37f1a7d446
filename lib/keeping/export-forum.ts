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
import { z } from "zod"
import { now, nowIso, SECOND, sleep } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"
import { LogoFile, Looks } from "#lib/db/items/site.ts"
import { Avatars, Uploads } from "#lib/db/items/uploads.ts"
import { caseKey } from "#lib/db/keys/cases.ts"
import { findCheckpoint } from "#lib/db/patterns/stream.ts"
import { highest, openStream, openStreamNow, type StreamReader } from "#lib/db/stream.ts"
import { table } from "#lib/db/table.ts"
import { allLines, rawIn } from "#lib/db/whole.ts"
import { caseIdOf } from "#lib/forum/cases.ts"
import { aboutLook } from "#lib/forum/looks.ts"
import { Refusal } from "#lib/launcher/refusal.ts"
import { fileNames, uploadStore } from "#lib/uploads/store.ts"
import stoa from "../../package.json" with { type: "json" }
import {
  CHANGES_FILE,
  DIGESTS_FILE,
  type Digests,
  digestOf,
  FORMAT,
  FORMAT_VERSION,
  HEADER_FILE,
  type Header,
  itemsFile,
  PicturesDigest,
  pictureFile,
} from "./archive.ts"
import { Spool } from "./spool.ts"
import { TAR_END, tarHeader, tarPadding } from "./tar.ts"

export type ExportOptions = {
  /** Read units a second at most, on an engine that is not our own. */
  unitsPerSecond?: number
  /** Called now and then. */
  progress?: (done: { what: "items" | "archive" | "pictures"; done: number }) => void
}

export type Exported = {
  digest: string
  items: number
  /** Changes whose consequences were under way. */
  changes: number
  pictures: number
  /** Pictures of which the table knows and the store does not. */
  missing: string[]
  /** Whether the stream had forgotten changes whose consequences are not all there, as nobody had followed it for a day. */
  forgotten: boolean
  /** Of the archive. */
  bytes: number
}

/** Parts that Amazon reads at the same time. */
const SEGMENTS = 4
/** Amazon's stream tells what was written within a second, as a rule; so long nothing that was read is newer than what it told. */
const STREAM_DELAY = 10 * SECOND
/** Lines go on together. */
const CHUNK = 64 * 1024

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

/** The highest number of the stream, and whether it told everything since it was last followed. */
type Followed = { base?: string; forgotten: boolean }

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

class Writing {
  readonly #spool: Spool
  readonly #header: Header
  readonly #progress: ExportOptions["progress"]
  readonly #files: Digests["files"] = {}
  readonly #missing: string[] = []
  readonly #pictures = new PicturesDigest()
  #digests: Digests | undefined
  #items = 0

  constructor(spool: Spool, { base, forgotten }: Followed, { progress }: ExportOptions) {
    const { name, url } = config()
    const about = { format: FORMAT, version: FORMAT_VERSION, stoa: stoa.version, name, url } as const
    this.#header = {
      ...{ ...about, exportedAt: nowIso() },
      ...(base !== undefined && { base }),
      ...(forgotten && { forgotten }),
    }
    this.#spool = spool
    this.#progress = progress
  }

  outcome(): Omit<Exported, "bytes"> {
    const { digest, pictures, files } = this.#digests!
    const changes = files[CHANGES_FILE]?.lines ?? 0
    const forgotten = this.#header.forgotten === true
    return {
      ...{ digest, items: this.#items, changes, pictures: pictures.files },
      ...{ missing: this.#missing, forgotten },
    }
  }

  async *bytes(): AsyncGenerator<Buffer> {
    yield* this.#small(HEADER_FILE, JSON.stringify(this.#header, undefined, 2))
    for (const { entity, lines, bytes } of merged(this.#spool.kinds()))
      yield* this.#lines(itemsFile(entity[0]!), lines, bytes, linesOf(this.#spool, entity))
    yield* this.#allPictures()
    const { lines, bytes } = this.#spool.changesSize()
    if (lines > 0) yield* this.#lines(CHANGES_FILE, lines, bytes, this.#spool.changes())
    const parts = { files: this.#files, pictures: this.#pictures.end() }
    this.#digests = { ...parts, digest: digestOf(parts) }
    yield* this.#small(DIGESTS_FILE, JSON.stringify(this.#digests, undefined, 2))
    yield TAR_END
  }

  *#small(name: string, text: string): Generator<Buffer> {
    const bytes = Buffer.from(`${text}\n`)
    yield this.#head(name, bytes.length)
    yield bytes
    yield tarPadding(bytes.length)
  }

  *#lines(name: string, lines: number, bytes: number, source: Iterable<string>): Generator<Buffer> {
    const hash = createHash("sha256")
    yield this.#head(name, bytes)
    let chunk = ""
    for (const line of source) {
      chunk += `${line}\n`
      if (name !== CHANGES_FILE) this.#items++
      if (chunk.length < CHUNK) continue
      const piece = Buffer.from(chunk)
      hash.update(piece)
      chunk = ""
      this.#progress?.({ what: "archive", done: this.#items })
      yield piece
    }
    const rest = Buffer.from(chunk)
    hash.update(rest)
    yield rest
    yield tarPadding(bytes)
    this.#files[name] = { lines, bytes, sha256: hash.digest("hex") }
  }

  async *#allPictures(): AsyncGenerator<Buffer> {
    let done = 0
    for (const name of picturesOf(this.#spool)) {
      const bytes = await uploadStore().get(name)
      if (!bytes) {
        this.#missing.push(name)
        continue
      }
      const file = pictureFile(name)
      yield this.#head(file, bytes.length)
      this.#pictures.begin(file, bytes.length)
      this.#pictures.add(bytes)
      yield Buffer.from(bytes)
      yield tarPadding(bytes.length)
      this.#progress?.({ what: "pictures", done: ++done })
    }
  }

  #head(name: string, size: number): Buffer {
    return tarHeader(name, size, Math.floor(Date.parse(this.#header.exportedAt) / SECOND))
  }
}

/** Kinds that go into one file together. */
function merged(kinds: ReturnType<Spool["kinds"]>): { entity: string[]; lines: number; bytes: number }[] {
  const files = Map.groupBy(kinds, ({ entity }) => itemsFile(entity))
  return [...files.values()].map((some) => ({
    entity: some.map(({ entity }) => entity),
    lines: some.reduce((sum, { lines }) => sum + lines, 0),
    bytes: some.reduce((sum, { bytes }) => sum + bytes, 0),
  }))
}

function* linesOf(spool: Spool, entities: string[]): Generator<string> {
  for (const entity of entities) yield* spool.lines(entity)
}

/** The names of all files of which the table knows. */
function* picturesOf(spool: Spool): Generator<string> {
  for (const line of spool.lines("Upload")) yield* fileNames.upload(Uploads.decode(rawIn(line)))
  for (const line of spool.lines("Avatar")) yield* fileNames.avatar(Avatars.decode(rawIn(line)))
  for (const version of logosOf(spool)) yield* fileNames.logo(version)
}

const Shown = z.object({ logo: LogoFile.optional(), logoDark: LogoFile.optional() })

/** Those that the forum shows, and those that it showed: whoever takes a change back shows them again. */
function logosOf(spool: Spool): Set<string> {
  const looks: unknown[] = []
  for (const line of spool.lines("Look")) looks.push(Looks.decode(rawIn(line)))
  for (const line of spool.linesUnder(caseKey(caseIdOf(aboutLook())).PK)) {
    const { before, after } = rawIn(line)
    looks.push(before, after)
  }
  const files = looks.flatMap((look) => Object.values(Shown.safeParse(look).data ?? {}))
  return new Set(files.flatMap((file) => file?.version ?? []))
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
