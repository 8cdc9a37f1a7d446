import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { newId, timeOf } from "./ids.ts"
import { type Cursor, formatCursor, parseCursor } from "./page.ts"

describe("a cursor in an address", () => {
  test("is read as it was written", () => {
    const id = newId()
    const from = { time: new Date(timeOf(id)).toISOString(), id }
    const cursors: Cursor[] = [
      { direction: "older", from },
      { direction: "newer", from },
      { direction: "oldest" },
    ]
    for (const cursor of cursors) expect(parseCursor(formatCursor(cursor))).toEqual(cursor)
  })

  test.each([
    "",
    "older",
    "older-",
    "older-m7-",
    "oldest-1",
    "older-m7x-01arz3ndektsv4rrffq69g5fa",
    "older-m7x-01arz3ndektsv4rrffq69g5favv",
    "older-m7x-81arz3ndektsv4rrffq69g5fav",
    "older-M7X-01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "older--1-01arz3ndektsv4rrffq69g5fav",
    "older-zzzzzzzzzz-01arz3ndektsv4rrffq69g5fav",
    "sideways-m7x-01arz3ndektsv4rrffq69g5fav",
    "older-m7x-01arz3ndektsv4rrffq69g5fav/../x",
    "%00",
  ])("that is none is no page: %j", (text) => {
    expect(parseCursor(text)).toBeUndefined()
  })

  test("never fails, whatever somebody types", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^(older|newer)-[0-9a-z]{1,10}-[0-9a-z]{26}$/)),
        (text) => {
          const cursor = parseCursor(text)
          if (cursor) expect(parseCursor(formatCursor(cursor))).toEqual(cursor)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
