import { expect, test } from "vitest"
import { isWellFormed } from "./well-formed.ts"

test("paths are looked at, with whatever query", () => {
  for (const url of ["/", "/t/%E4%BD%A0/1?a=%", `/sign-in?next=${"x".repeat(5_000)}`])
    expect(isWellFormed(url), url).toBe(true)
})

test("what is no path, cannot be decoded or is endless is not", () => {
  for (const url of [
    "*",
    "",
    "http://elsewhere.example/private",
    "/%E0%A4%A",
    "/%",
    `/${"a".repeat(3_000)}/..`,
  ])
    expect(isWellFormed(url), url).toBe(false)
})
