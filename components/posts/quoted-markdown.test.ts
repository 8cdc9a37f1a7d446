import { describe, expect, test } from "vitest"
import { render } from "#lib/markup/render.ts"
import { markdownOf, quoteFor } from "./quoted-markdown.client.ts"

describe("what is selected of a post", () => {
  test.each([
    ["words", "Some **bold**, _italic_, ~~struck~~ and `code`."],
    ["a link", "See [the tide table](https://example.org/tides)."],
    ["a list", "-   one\n-   two"],
    ["signs that would mean something", "2 * 3 * 4 and [not a link]"],
    ["code", "```js\nconst a = 1\n```"],
    ["lines", "one\ntwo"],
    ["a table", "| a | b |\n| - | - |\n| 1 | 2 |"],
    ["a name", "Ask @Sanna."],
  ])("is shown again as it was: %s", (_, source) => {
    const { html } = render(source)
    expect(render(markdownOf(html)).html).toBe(html)
  })

  test("brings no quotes, spoilers and footnotes along", () => {
    const { html } = render('[quote="Ann"]\nHers\n[/quote]\n\nMine||hidden||[^1].\n\n[^1]: A note.')
    expect(markdownOf(html)).toBe("Mine.")
  })

  test("executes nothing when it is quoted: HTML stays text", () => {
    const { html } = render("<img src=x onerror=alert(1)> and <b>b</b>")
    expect(render(markdownOf(html)).html).toBe(html)
  })
})

test("a quote names its author, who cannot break out of it", () => {
  const quote = quoteFor("Text", { author: 'A"]\nB', post: "01J0000000000000000000000A" })
  expect(quote).toBe('[quote="AB" post="01j0000000000000000000000a"]\nText\n[/quote]\n')
  expect(render(quote).quotes).toEqual([{ author: "AB", postId: "01J0000000000000000000000A" }])
})
