/** Parts of addresses as pages get them. */

/** A part of a path as it was meant; undefined where it is not well-formed, which is a page that does not exist. */
export function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part).normalize("NFC")
  } catch {
    return undefined
  }
}

/** The page number in `/<n>`; undefined where it is none. The first page's own address has none. */
export function pageNumber(rest: string[] | undefined): number | undefined {
  if (!rest || rest.length === 0) return 1
  return rest.length === 1 && /^[1-9]\d{0,6}$/.test(rest[0]!) ? Number(rest[0]) : undefined
}
