/** How a text shows an uploaded picture. The browser loads it, too. */

/** What a description becomes inside the brackets: nothing that would end them, and one line. */
export function altFrom(text: string): string {
  return text
    .replace(/[[\]\\`|]/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 300)
}

export const pictureMarkdown = (path: string, alt: string): string => `![${altFrom(alt)}](${path})`

/** The text with a picture at its end, in a paragraph of its own. */
export function withPicture(text: string, path: string, alt: string): string {
  const before = text.trimEnd()
  return `${before}${before ? "\n\n" : ""}${pictureMarkdown(path, alt)}\n`
}
