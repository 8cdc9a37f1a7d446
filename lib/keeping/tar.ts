/** Tar, as every system can unpack it (POSIX ustar), written and read as a stream. Sizes beyond 8 GB in GNU's way. */

/** What cannot be read as one. */
export class BadTar extends Error {}

const BLOCK = 512
const NAME_LENGTH = 100
/** What eleven octal digits can say. */
const MOST_OCTAL = 8 ** 11 - 1

/** The header of a file that only its owner may read. @param name at most 100 bytes of ASCII */
export function tarHeader(name: string, size: number, seconds: number): Buffer {
  if (name.length > NAME_LENGTH) throw new Error(`The name ${name} is too long for an archive.`)
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0, "latin1")
  header.write("0000600\0", 100)
  header.write("0000000\0", 108)
  header.write("0000000\0", 116)
  writeSize(header, size)
  header.write(`${seconds.toString(8).padStart(11, "0")}\0`, 136)
  header.write("0", 156)
  header.write("ustar\x0000", 257, "latin1")
  header.write(`${sumOf(header).toString(8).padStart(6, "0")}\0 `, 148)
  return header
}

/** What fills the last block of a file. */
export const tarPadding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)
export const TAR_END = Buffer.alloc(2 * BLOCK)

function writeSize(header: Buffer, size: number): void {
  if (size <= MOST_OCTAL) {
    header.write(`${size.toString(8).padStart(11, "0")}\0`, 124)
    return
  }
  header[124] = 0x80
  header.writeBigUInt64BE(BigInt(size), 128)
}

function sizeIn(header: Buffer): number {
  if (header[124] === 0x80) return Number(header.readBigUInt64BE(128))
  return Number.parseInt(header.toString("latin1", 124, 136), 8)
}

/** The sum of all bytes, those of the sum itself as spaces. */
function sumOf(header: Buffer): number {
  let sum = 8 * 0x20
  for (const [at, byte] of header.entries()) if (at < 148 || at >= 156) sum += byte
  return sum
}

/** A file of a tar. Its chunks must be read to their end before the next one is asked for. */
export type TarFile = { name: string; size: number; chunks: AsyncIterable<Buffer> }

/** @throws BadTar where it is none, or ends too early */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarFile> {
  const bytes = new Bytes(source)
  for (;;) {
    const header = await bytes.exactly(BLOCK)
    if (header.every((byte) => byte === 0)) break
    const size = sizeIn(header)
    const sum = Number.parseInt(header.toString("latin1", 148, 154), 8)
    if (sum !== sumOf(header) || !(size >= 0)) throw new BadTar("a header is damaged")
    const name = header.toString("latin1", 0, NAME_LENGTH).replace(/\0.*$/s, "")
    let left = size
    async function* chunks(): AsyncGenerator<Buffer> {
      while (left > 0) {
        const chunk = await bytes.some(left)
        left -= chunk.length
        yield chunk
      }
    }
    yield { name, size, chunks: chunks() }
    while (left > 0) left -= (await bytes.some(left)).length
    await bytes.exactly((BLOCK - (size % BLOCK)) % BLOCK)
  }
  // To the end of what it was compressed as, whose own checksum is behind it.
  await bytes.rest()
}

class Bytes {
  #source: AsyncIterator<Buffer>
  #held: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** At least one byte and at most so many. */
  async some(most: number): Promise<Buffer> {
    while (this.#held.length === 0) {
      const { value, done } = await this.#source.next()
      if (done) throw new BadTar("it ends too early")
      this.#held = value
    }
    const taken = this.#held.subarray(0, most)
    this.#held = this.#held.subarray(taken.length)
    return taken
  }

  async exactly(size: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for (let left = size; left > 0; ) {
      const part = await this.some(left)
      parts.push(part)
      left -= part.length
    }
    return Buffer.concat(parts)
  }

  async rest(): Promise<void> {
    while (!(await this.#source.next()).done);
  }
}
