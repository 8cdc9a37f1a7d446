/** Writes what was read of a forum as one archive, piece by piece, with the digests of all that is in it. */
import { createHash } from "node:crypto"
import { nowIso, SECOND } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"
import { uploadStore } from "#lib/uploads/store.ts"
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
import { picturesOf } from "./pictures.ts"
import type { Spool } from "./spool.ts"
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
/** Lines go on together. */
const CHUNK = 64 * 1024

/** The highest number of the stream, and whether it told everything since it was last followed. */
export type Followed = { base?: string; forgotten: boolean }

export class Writing {
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
export function merged(
  kinds: ReturnType<Spool["kinds"]>,
): { entity: string[]; lines: number; bytes: number }[] {
  const files = Map.groupBy(kinds, ({ entity }) => itemsFile(entity))
  return [...files.values()].map((some) => ({
    entity: some.map(({ entity }) => entity),
    lines: some.reduce((sum, { lines }) => sum + lines, 0),
    bytes: some.reduce((sum, { bytes }) => sum + bytes, 0),
  }))
}

export function* linesOf(spool: Spool, entities: string[]): Generator<string> {
  for (const entity of entities) yield* spool.lines(entity)
}
