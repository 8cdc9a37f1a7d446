import { expect, test } from "vitest"
import { shorten, textFromHtml } from "./excerpt.ts"
import { render } from "./render.ts"

const excerpt = (source: string): string => render(source).excerpt

test("an excerpt is the plain beginning of what the author says", () => {
  expect(excerpt("# Hello *you*\n\nA [link](/x), `code` & :tada: ![a cat|5x5](/c.png)\nnext")).toBe(
    "Hello you A link, code & 🎉 a cat next",
  )
})

test("an excerpt tells nothing that was quoted, hidden or only noted", () => {
  expect(excerpt("[quote]\nold\n[/quote]\n||secret|| new[^1]\n\n:::spoiler\nx\n:::\n\n[^1]: note")).toBe(
    "new",
  )
})

test("an excerpt of nothing but code is the code", () => {
  expect(excerpt("```js\nlet a = 1\n```")).toBe("let a = 1")
})

test("an excerpt is cut at a word, and never through a character", () => {
  const long = excerpt("word ".repeat(100))
  expect(long.length).toBeLessThanOrEqual(200)
  expect(long).toMatch(/word…$/)
  expect(shorten("😀".repeat(200), 10)).toBe("😀😀😀😀…")
})

test("the text of a post's HTML is its words", () => {
  expect(textFromHtml(render("a *b*\n\n- c\n- d &lt;e&gt;\n\n[quote]\nf\n[/quote]").html)).toBe(
    "a b c d <e> f",
  )
})
