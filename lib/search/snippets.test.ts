import { describe, expect, test } from "vitest"
import { sharedList } from "#lib/testing/shared.ts"
import { analyse, wantedOf } from "./analyse.ts"
import { packBlock, postingsOf, unpackBlock } from "./block.ts"
import { indexed, termsOf } from "./indexed.ts"
import { parseQuery } from "./query.ts"
import { marked, type Piece, snippetOf } from "./snippets.ts"
import { shownFrom, wordsFrom } from "./text.ts"

const LANGUAGES = ["english", "german"]
const shown = (pieces: Piece[]): string =>
  pieces.map(({ text, mark }) => (mark ? `[${text}]` : text)).join("")
const snippet = (text: string, query: string): string =>
  shown(snippetOf(text, wantedOf(query, LANGUAGES), LANGUAGES))

describe("a snippet", () => {
  test("marks words in any of their forms", () => {
    expect(snippet("Varnished boats need varnish.", "varnishing boat")).toBe(
      "[Varnished] [boats] need [varnish].",
    )
  })

  test("is the part with most of the words, cut at words", () => {
    const text = `${"Nothing to see here. ".repeat(40)}The mast needs six coats of varnish.${" And so on.".repeat(60)}`
    const found = snippet(text, "varnish mast")
    expect(found).toContain("[mast] needs six coats of [varnish]")
    expect(found).toMatch(/^… \S/)
    expect(found).toMatch(/\S …$/)
    expect(found.length).toBeLessThan(300)
  })

  test("is the beginning where only the title has the words", () => {
    expect(snippet("It was a long winter.", "varnish")).toBe("It was a long winter.")
  })

  test("marks what is written without spaces as one", () => {
    expect(snippet("昨天我们在港口看到了一艘帆船。", "港口看到")).toContain("[港口看到]")
  })

  test("never breaks a character", () => {
    for (let n = 0; n < 8; n++)
      expect(snippet(`${"x".repeat(n)}${"⛵🏽".repeat(400)} boat`, "boat").isWellFormed()).toBe(true)
  })

  test("does not mark small words", () => {
    expect(shown(marked("The end of the boat", wantedOf("the boat", LANGUAGES), LANGUAGES))).toBe(
      "The end of the [boat]",
    )
  })
})

test("neither what others said nor what is hidden is shown; what is hidden is found", () => {
  const html =
    '<blockquote class="quote"><div class="quote-by">Ann:</div><p>quoted</p></blockquote><p>own ' +
    '<details class="spoiler spoiler-inline"><summary>Spoiler</summary>butler</details></p>'
  expect(wordsFrom(html)).toContain("butler")
  expect(wordsFrom(html)).not.toContain("quoted")
  expect(shownFrom(html).trim()).toBe("own")
})

test("whatever people write can be indexed, kept, read again and shown", () => {
  const payloads = sharedList<{ payload: string } | string>("hostile/xss.json")
  const naughty = sharedList<string>("hostile/blns.json")
  const own = [
    "__proto__ constructor",
    "\ud800 half",
    "a\u0000b",
    "\u0001a",
    '{}[],:;"\\',
    "٠١٢ ಠ_ಠ",
    "x".repeat(3000),
  ]
  const all = [...own, ...naughty, ...payloads.map((one) => (typeof one === "string" ? one : one.payload))]
  for (const text of all) {
    const post = { post: "P", topic: "T", author: "A", category: "c", tags: [text], title: text, text }
    const terms = termsOf([indexed(post, 1)])
    const block = unpackBlock(packBlock(terms).bytes)
    for (const term of analyse(post).terms.keys()) {
      if (!term.isWellFormed()) continue
      expect(postingsOf(block, term).list).toHaveLength(1)
    }
    const pieces = snippetOf(text, wantedOf(parseQuery(text).text, LANGUAGES), LANGUAGES)
    expect(
      pieces
        .map((piece) => piece.text)
        .join("")
        .isWellFormed(),
    ).toBe(true)
  }
})
