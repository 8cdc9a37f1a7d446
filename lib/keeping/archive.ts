/**
 * What an archive of a forum is: a .tar.gz with a header, a file of lines for each kind of item, the files of pictures,
 * changes whose consequences were under way, and at the end the digests of all of it (docs/adr/0300).
 */
import { createHash, type Hash } from "node:crypto"
import { createReadStream } from "node:fs"
import { createGunzip } from "node:zlib"
import { z } from "zod"
import { Refusal } from "#lib/launcher/refusal.ts"
import { BadTar, readTar, type TarFile } from "./tar.ts"

/** Of what this version writes. It reads those before it. */
export const FORMAT_VERSION = 1
export const FORMAT = "stoa-forum"
export const HEADER_FILE = "stoa.json"
export const DIGESTS_FILE = "digests.json"
export const CHANGES_FILE = "changes.ndjson"
const PICTURES = "uploads/"

export const Header = z.object({
  format: z.literal(FORMAT),
  version: z.number(),
  /** Which Stoa wrote it. */
  stoa: z.string(),
  name: z.string(),
  url: z.string(),
  exportedAt: z.string(),
  /** No number of the stream so far is higher; absent where nobody had followed it. */
  base: z.string().optional(),
  /** The stream had forgotten changes of which not all had followed: what follows from them is to be made anew. */
  forgotten: z.literal(true).optional(),
})
export type Header = z.output<typeof Header>

const FileDigest = z.object({ lines: z.number().optional(), bytes: z.number(), sha256: z.string() })
export type FileDigest = z.output<typeof FileDigest>

/** Of each file of lines, and of all pictures together. */
export const Digests = z.object({
  files: z.record(z.string(), FileDigest),
  pictures: z.object({ files: z.number(), bytes: z.number(), sha256: z.string() }),
  digest: z.string(),
})
export type Digests = z.output<typeof Digests>

/** A kind of item that names none is something like a rate limit. */
export const itemsFile = (entity: string): string =>
  `items/${/^[A-Za-z]{1,60}$/.test(entity) ? entity : "Other"}.ndjson`
export const isItemsFile = (name: string): boolean => /^items\/[A-Za-z]{1,60}\.ndjson$/.test(name)
export const pictureFile = (name: string): string => `${PICTURES}${name}`
/** The name in the store, or undefined where the file is no picture. Any name that the store takes: kinds of them may come. */
export function pictureIn(file: string): string | undefined {
  return /^uploads\/([a-z0-9][a-z0-9-]*(?:\/[a-z0-9][a-z0-9-]*)+\.webp)$/.exec(file)?.[1]
}

/** One word for all that an archive holds: the same for the same forum, whenever and wherever it is exported. */
export function digestOf({ files, pictures }: Omit<Digests, "digest">): string {
  const all = Object.keys(files).sort()
  const text = JSON.stringify([all.map((name) => [name, files[name]!.sha256]), pictures.sha256])
  return createHash("sha256").update(text).digest("hex")
}

/** The digest of pictures in their order. */
export class PicturesDigest {
  readonly #hash: Hash = createHash("sha256")
  #files = 0
  #bytes = 0

  begin(name: string, size: number): void {
    this.#hash.update(`${name} ${size}\n`)
    this.#files++
    this.#bytes += size
  }
  add(chunk: Uint8Array): void {
    this.#hash.update(chunk)
  }
  end(): Digests["pictures"] {
    return { files: this.#files, bytes: this.#bytes, sha256: this.#hash.digest("hex") }
  }
}

export const foreign = (file: string): Refusal =>
  new Refusal(`${file} is no archive of a Stoa forum: name a file that npm run forum -- export has written.`)
const newer = (file: string, version: number): Refusal =>
  new Refusal(
    `${file} was written by a newer Stoa (format ${version}; this one reads up to ${FORMAT_VERSION}): update this one first, then run the command again.`,
  )
export const cutOff = (file: string): Refusal =>
  new Refusal(
    `${file} is cut off: copy it again from where it was made, or take another archive. Nothing of it was used.`,
  )
export const damaged = (file: string, what: string): Refusal =>
  new Refusal(
    `${file} is damaged (${what}): copy it again from where it was made, or take another archive. Nothing of it was used.`,
  )

/**
 * The header of an archive, and its files after that. @throws Refusal where it is none, cut off, damaged, or of a newer
 * Stoa; of files that were not read to their end yet nothing is known
 */
export async function openArchive(
  file: string,
): Promise<{ header: Header; files: AsyncGenerator<TarFile>; close(): void }> {
  const source = createReadStream(file)
  const unpacked = createGunzip()
  source.on("error", (error) => unpacked.destroy(error))
  const close = (): void => {
    source.destroy()
    unpacked.destroy()
  }
  const files = readTar(source.pipe(unpacked))
  try {
    const first = await files.next()
    if (first.done || first.value.name !== HEADER_FILE || first.value.size > 100_000) throw foreign(file)
    return { header: headerIn(file, await textOf(first.value)), files: told(file, files), close }
  } catch (error) {
    close()
    if (error instanceof Refusal) throw error
    throw whatIsWrong(file, error, true)
  }
}

async function* told(file: string, files: AsyncGenerator<TarFile>): AsyncGenerator<TarFile> {
  try {
    for await (const one of files) yield { ...one, chunks: toldChunks(file, one.chunks) }
  } catch (error) {
    throw error instanceof Refusal ? error : whatIsWrong(file, error, false)
  }
}

async function* toldChunks(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* chunks
  } catch (error) {
    throw whatIsWrong(file, error, false)
  }
}

function headerIn(file: string, text: string): Header {
  const said = z.looseObject({ format: z.string(), version: z.number() }).safeParse(asJson(text))
  if (!said.success || said.data.format !== FORMAT) throw foreign(file)
  // First of all: what is newer may look different.
  if (said.data.version > FORMAT_VERSION) throw newer(file, said.data.version)
  const header = Header.safeParse(said.data)
  if (!header.success) throw damaged(file, "its header cannot be read")
  return header.data
}

export function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The whole of a small file. */
export async function textOf({ chunks }: TarFile): Promise<string> {
  const parts: Buffer[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts).toString("utf8")
}

function whatIsWrong(file: string, error: unknown, isFirst: boolean): Error {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === "Z_BUF_ERROR" || (error instanceof BadTar && message.includes("early"))) {
    return isFirst && !code ? foreign(file) : cutOff(file)
  }
  if (code === "Z_DATA_ERROR")
    return isFirst ? foreign(file) : damaged(file, "its compression does not add up")
  if (error instanceof BadTar) return isFirst ? foreign(file) : damaged(file, message)
  return error as Error
}
