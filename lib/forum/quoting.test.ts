import { expect, test } from "vitest"
import { render } from "#lib/markup/render.ts"
import { quoteOf } from "./quoting.ts"

const id = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
const quote = (source: string) => quoteOf({ id, author: { id: "u", name: "ann" }, source })

test("a quote names its author and its post, and is rendered as one", () => {
  const text = quote("Boats **float**.")
  expect(text).toBe(`[quote="ann" post="${id.toLowerCase()}"]\nBoats **float**.\n[/quote]\n\n`)
  expect(render(`${text}Yes.`).quotes).toEqual([{ author: "ann", postId: id }])
})

test("what was quoted inside is left out, tags without their pair too", () => {
  const nested = `[quote="ben"]\none\n[quote="cem"]\ntwo\n[/quote]\nthree\n[/quote]\n\nAnswer [/quote] here [quote="x"]`
  const text = quote(nested)
  expect(text).toContain("Answer  here")
  expect(text.match(/\[\/?quote/g)).toHaveLength(2)
  expect(text).not.toMatch(/one|two|three/)
})

test("a long text is cut where it can be, and a block of code that was open is closed", () => {
  const text = quote(`Start\n\n\`\`\`js\n${"line\n".repeat(2000)}\`\`\`\n`)
  expect(text.length).toBeLessThan(3_200)
  expect(text.match(/```/g)).toHaveLength(2)
  expect(render(`${text}My answer`).html).toMatch(/<\/blockquote>\s*<p>My answer/)
})

test("a post of quotes only gives nothing to quote", () => {
  expect(quote('[quote="ben"]\nhi\n[/quote]')).toBe("")
})
