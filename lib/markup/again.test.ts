import { expect, test } from "vitest"
import { onceMore } from "./again.ts"
import { render } from "./render.ts"

test("a post that stands twice on a page has no id twice, and its notes lead to each other", () => {
  const { html } = render('See[^1], and ` id="fn-x"`.\n\n[^1]: The note. <a href="#fn-1">', { postId: "01x" })
  const again = onceMore(html)
  const idsIn = (text: string) => Array.from(text.matchAll(/<[^<>]* id="([^"]+)"/g), ([, id]) => id)
  const aimsIn = (text: string) => Array.from(text.matchAll(/<[^<>]* href="#([^"]+)"/g), ([, id]) => id)
  expect(idsIn(html)).toHaveLength(2)
  expect(new Set([...idsIn(html), ...idsIn(again)]).size).toBe(4)
  expect(aimsIn(again).toSorted()).toEqual(idsIn(again).toSorted())
  const words = (text: string) => text.replace(/<[^<>]+>/g, "")
  expect(words(again)).toBe(words(html))
})
