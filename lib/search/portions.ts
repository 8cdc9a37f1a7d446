/** Cuts many posts into what is dealt with at once. */

/** Characters of texts: some megabytes in memory, and less than any server refuses. */
const MOST_TEXT = 1_000_000

/** Some at a time, neither more than `most` nor too long. */
export function* portions<T extends { post: { text: string } }>(
  entries: readonly T[],
  most: number,
): Generator<T[]> {
  let some: T[] = []
  let size = 0
  for (const entry of entries) {
    const { length } = entry.post.text
    if (some.length > 0 && (some.length === most || size + length > MOST_TEXT)) {
      yield some
      ;[some, size] = [[], 0]
    }
    some.push(entry)
    size += length
  }
  if (some.length > 0) yield some
}
