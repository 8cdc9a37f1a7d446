/** The readable part of an address. Never used to find a thing, so it may change. */

const MAX_SLUG = 80

/** Lower-case words of `title` joined by hyphens; letters of any script are kept. Never empty. */
export function slugOf(title: string): string {
  const words = title
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
  let slug = ""
  for (const word of words ?? []) {
    if (slug.length + word.length + 1 > MAX_SLUG) break
    slug += slug ? `-${word}` : word
  }
  return (
    slug ||
    Array.from(words?.[0] ?? "topic")
      .slice(0, MAX_SLUG / 2)
      .join("")
  )
}
