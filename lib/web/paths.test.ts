import { expect, test } from "vitest"
import { safeNext } from "./paths.ts"

test("a return address is a path of this forum, with what belongs to it", () => {
  for (const own of ["/", "/t/a/b?x=1#p-2", "/new?category=general", "/a//b"]) expect(safeNext(own)).toBe(own)
})

test("a return address to another place leads home", () => {
  for (const other of [
    undefined,
    ["/a"],
    "",
    "account",
    "//evil.example",
    "/\\evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/%2e//evil.example",
    "/\t/evil.example",
    "https:evil.example",
    "javascript:alert(1)",
  ])
    expect(safeNext(other)).toBe("/")
})
