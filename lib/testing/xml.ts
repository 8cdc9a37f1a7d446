/** Whether a text is XML, for tests of feeds and sitemaps. */

/** The parser forgives; XML does not: every tag closed, in order, and no character that may not be there. */
export function wellFormed(xml: string): void {
  must(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>'), "It must say that it is XML.")
  must(![...xml].some(isForbidden), "A character that no XML may have.")
  must(!/&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.test(xml), "An ampersand stands alone.")
  const open: string[] = []
  for (const [, end, name, empty] of xml.replace(/^<\?.*?\?>/, "").matchAll(/<(\/?)([\w:]+)[^<>]*?(\/?)>/g)) {
    if (empty) continue
    if (!end) open.push(name!)
    else must(open.pop() === name, `${name} is closed where it is not open.`)
  }
  must(open.length === 0, `${open.join(", ")} is never closed.`)
}

/** Control characters but tabs and line ends, the two that are none, and halves of characters. */
function isForbidden(character: string): boolean {
  const code = character.codePointAt(0)!
  if (code < 0x20) return ![0x9, 0xa, 0xd].includes(code)
  return code === 0xfffe || code === 0xffff || (code >= 0xd800 && code <= 0xdfff)
}

function must(isSo: boolean, sentence: string): asserts isSo {
  if (!isSo) throw new Error(sentence)
}
