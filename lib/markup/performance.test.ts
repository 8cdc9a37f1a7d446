/** No source takes long: not one that was written to, and not a large one that came by import. */
import { describe, expect, test } from "vitest"
import { HTML_TEXTS, LONG_TEXTS } from "#lib/testing/long-texts.ts"
import { processorTime } from "#lib/testing/processor-time.ts"
import { textFromHtml } from "./excerpt.ts"
import { fromDiscourse } from "./from-discourse.ts"
import { fromHtml } from "./from-html.ts"
import { mentionCandidates } from "./mentions.ts"
import { MAX_HTML, render } from "./render.ts"

/** Times are for a slow machine that does other things; most of these take a tenth. */
const WRITTEN = { size: 32_000, milliseconds: 1_000 }
const IMPORTED = { size: 150_000, milliseconds: 5_000 }

describe.each([WRITTEN, IMPORTED])("a source of $size characters", ({ size, milliseconds }) => {
  test.each(Object.entries(LONG_TEXTS))("of %s is rendered in time", (_name, make) => {
    const source = make(size)
    expect(processorTime(() => render(source, { postId: "01x" }))).toBeLessThan(milliseconds)
  })

  test.each(Object.entries(LONG_TEXTS))("of %s is imported in time", (_name, make) => {
    const source = make(size)
    expect(processorTime(() => fromDiscourse(source, "<p>x</p>"))).toBeLessThan(2 * milliseconds)
    expect(processorTime(() => mentionCandidates(source))).toBeLessThan(milliseconds)
  })
})

test.each(Object.entries(HTML_TEXTS))("HTML of %s is converted in time", (_name, make) => {
  const html = make(100_000)
  expect(processorTime(() => fromHtml(html))).toBeLessThan(5_000)
  expect(processorTime(() => textFromHtml(html))).toBeLessThan(2_000)
})

test("a source that would unfold into megabytes is shown as it was written", () => {
  const source = LONG_TEXTS["one long address used often"]!(30_000)
  const { html } = render(source)
  expect(html.length).toBeLessThan(MAX_HTML)
  expect(html).toContain("[a][a][a]")
})
