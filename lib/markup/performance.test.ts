/** No source takes long, however large it is that comes by import. What is written: growth.test.ts. */
import { expect, test } from "vitest"
import { HTML_TEXTS, LONG_TEXTS } from "#lib/testing/long-texts.ts"
import { processorTime } from "#lib/testing/processor-time.ts"
import { textFromHtml } from "./excerpt.ts"
import { fromDiscourse } from "./from-discourse.ts"
import { fromHtml } from "./from-html.ts"
import { mentionCandidates } from "./mentions.ts"
import { MAX_HTML, render } from "./render.ts"

/** Times are for a slow machine that does other things; most of these take a tenth. The square of a length would show in half of it. */
const SIZE = 75_000
const MILLISECONDS = 1_500

test.each(Object.entries(LONG_TEXTS))("a source of %s is rendered in time", (_name, make) => {
  const source = make(SIZE)
  expect(processorTime(() => render(source, { postId: "01x" }))).toBeLessThan(MILLISECONDS)
})

test.each(Object.entries(LONG_TEXTS))("a source of %s is imported in time", (_name, make) => {
  const source = make(SIZE)
  expect(processorTime(() => fromDiscourse(source, "<p>x</p>"))).toBeLessThan(2 * MILLISECONDS)
  expect(processorTime(() => mentionCandidates(source))).toBeLessThan(MILLISECONDS)
})

test.each(Object.entries(HTML_TEXTS))("HTML of %s is converted in time", (_name, make) => {
  const html = make(SIZE)
  expect(processorTime(() => fromHtml(html))).toBeLessThan(2 * MILLISECONDS)
  expect(processorTime(() => textFromHtml(html))).toBeLessThan(MILLISECONDS)
})

test("a source that would unfold into megabytes is shown as it was written", () => {
  const source = LONG_TEXTS["one long address used often"]!(30_000)
  const { html } = render(source)
  expect(html.length).toBeLessThan(MAX_HTML)
  expect(html).toContain("[a][a][a]")
})
