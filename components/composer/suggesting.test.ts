import { describe, expect, test } from "vitest"
import { EMOJI } from "#lib/markup/emoji-names.ts"
import { emojiFor, namesFor, tokenAt } from "./suggesting.ts"

const at = (text: string) => {
  const caret = text.indexOf("|")
  return tokenAt(text.replace("|", ""), caret)
}

describe("what is typed", () => {
  test.each([
    ["@|", { kind: "people", from: 0, to: 1, query: "" }],
    ["Dear @sa|", { kind: "people", from: 5, to: 8, query: "sa" }],
    ["(@Keeper_W|", { kind: "people", from: 1, to: 10, query: "Keeper_W" }],
    ["> @名|", { kind: "people", from: 2, to: 4, query: "名" }],
    ["fine :smi|", { kind: "emoji", from: 5, to: 9, query: "smi" }],
    ["@sa|nna", { kind: "people", from: 0, to: 3, query: "sa" }],
  ])("is a token: %s", (text, token) => {
    expect(at(text)).toEqual(token)
  })

  test.each([
    "me@example|",
    "https://a.example/@x|",
    "at 10:30|",
    "https:|",
    ":s|",
    "a:smile|",
    "@sanna |",
    "|@x",
  ])("is none: %s", (text) => {
    expect(at(text)).toBeUndefined()
  })
})

describe("names", () => {
  test("of the topic come first, each once, whatever their case", () => {
    const labels = namesFor("sa", ["Robin", "sanna"], ["Sam", "sanna", "Santa"]).map(({ label }) => label)
    expect(labels).toEqual(["sanna", "Sam", "Santa"])
  })

  test("are not proposed to who has written the only one out: Enter breaks the line", () => {
    expect(namesFor("Sanna", ["sanna"])).toEqual([])
    expect(namesFor("Sanna", ["Sanna", "Sannamari"])).toHaveLength(2)
  })
})

describe("emoji", () => {
  test("begin with what is typed before they contain it, each once", () => {
    const found = emojiFor("smil", EMOJI)
    expect(found[0]).toEqual({ text: "😄 ", label: "smile", sign: "😄" })
    expect(new Set(found.map(({ sign }) => sign)).size).toBe(found.length)
    expect(found.length).toBeLessThanOrEqual(8)
  })
})
