/** Which addresses are looked at. Next answers the others with errors of its own, or remembers them at length. */

/** No address of ours comes near it; what caches remember by address would grow by as much as anybody likes. */
const MAX_PATH = 3_000

/** Whether a request names a path (not `*`, not another server's whole address) that can be decoded. */
export function isWellFormed(url: string): boolean {
  const path = url.split("?", 1)[0]!
  if (!path.startsWith("/") || path.length > MAX_PATH) return false
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
