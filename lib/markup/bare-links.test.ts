import { expect, test } from "vitest"
import { markBareLinks } from "./bare-links.ts"
import { render } from "./render.ts"

test("links that say their address are told from those that do not", () => {
  const html = markBareLinks(
    render("https://example.org/a?b=1&c=2 and [a boat](https://example.org/boat) and <https://example.org>")
      .html,
  )
  expect(html.match(/<a [^>]*>/g)?.map((tag) => tag.includes("bare-link"))).toEqual([true, false, true])
})
