import { describe, expect, test } from "vitest"
import { isEmpty, MAX_QUERY, parseQuery } from "./query.ts"

describe("a query", () => {
  test("is words, phrases and filters, in any order", () => {
    expect(
      parseQuery(
        'varnish category:harbour "linseed oil" tag:#wood author:@Ann before:2026-03 after:2025 mast in:topic',
      ),
    ).toEqual({
      text: "varnish mast",
      phrases: ["linseed oil"],
      category: "harbour",
      tags: ["wood"],
      author: "Ann",
      before: "2026-03-01T00:00:00.000Z",
      after: "2025-01-01T00:00:00.000Z",
      inTopic: true,
      unknown: [],
    })
  })

  test("may quote what a filter is about, and forget to end a quote", () => {
    expect(parseQuery('category:"Boat building" "left open')).toMatchObject({
      category: "boat building",
      phrases: ["left open"],
    })
  })

  test.each(["before:yesterday", "after:2026-13", "before:2026-02-30", "in:bed"])(
    "tells that %s is none",
    (typed) => {
      expect(parseQuery(typed).unknown).toEqual([typed])
    },
  )

  test("with an unknown word before a colon is text", () => {
    expect(parseQuery("note: see http://example.org/a:b").text).toBe("note: see http://example.org/a:b")
  })

  test("that is huge or not well-formed is cut and repaired", () => {
    expect(parseQuery("x".repeat(10_000)).text).toHaveLength(MAX_QUERY)
    expect(parseQuery("a\ud800b").text.isWellFormed()).toBe(true)
  })

  test.each(["", "   ", '""', "***", '" "'])("is empty: %j", (typed) => {
    expect(isEmpty(parseQuery(typed))).toBe(true)
  })

  test.each(["a", "author:ann", "tag:wood", "before:2026", "⛵"])("is not empty: %s", (typed) => {
    expect(isEmpty(parseQuery(typed))).toBe(false)
  })
})
