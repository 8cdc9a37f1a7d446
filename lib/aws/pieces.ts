/** Bodies of answers as they come, piece by piece. */

export type Pieces = AsyncIterator<Buffer>

/** Takes pieces until there are more than `most` bytes, or all. */
export async function taken(pieces: Pieces, most: number): Promise<{ bytes: Buffer; isAll: boolean }> {
  const kept: Buffer[] = []
  for (let size = 0; size <= most; ) {
    const { value, done } = await pieces.next()
    if (done) return { bytes: Buffer.concat(kept), isAll: true }
    kept.push(value)
    size += value.length
  }
  return { bytes: Buffer.concat(kept), isAll: false }
}

/** What was taken, and what comes after it. */
export async function* joined(taken: Buffer, pieces: Pieces): AsyncGenerator<Buffer> {
  if (taken.length > 0) yield taken
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value
}
