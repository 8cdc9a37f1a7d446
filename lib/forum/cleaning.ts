/** What is typed, without what nobody typed on purpose. */

/** Line ends as they are on every machine; control characters that no reader sees are dropped. */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/(?![\t\n])\p{Cc}/gu, "")
}
