import { expect, test } from "vitest"
import { membersNamedIn, withOtherName } from "./named.ts"
import { render } from "./render.ts"

const isAnns = (name: string): boolean => name === "Ann"

test("a name is replaced in mentions and over quotes, and no other", () => {
  const { html } = render('@Ann @Bob\n\n[quote="Ann"]\nSouth\n[/quote]\n')
  expect(membersNamedIn(withOtherName(html, isAnns, "Zoë"))).toEqual(["Zoë", "Bob"])
})

test("where there is no room for the other name, there is none and no link", () => {
  const { html } = render('@Ann @Bob\n\n[quote="Ann"]\nSouth\n[/quote]\n')
  const short = withOtherName(html, isAnns, "Former member 123456", Buffer.byteLength(html))
  expect(short).toContain("<p>@… ")
  expect(membersNamedIn(short)).toEqual(["Bob"])
  expect(short).not.toContain("Ann")
  expect(Buffer.byteLength(short)).toBeLessThan(Buffer.byteLength(html))
})
