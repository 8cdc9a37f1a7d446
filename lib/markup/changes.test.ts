import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Change, changesBetween, folded, mergedText } from "./changes.ts"

const without = (kind: Change["kind"], changes: Change[]): string =>
  changes
    .filter((change) => change.kind !== kind)
    .map(({ text }) => text)
    .join("")
const shown = (before: string, after: string): string =>
  changesBetween(before, after)
    .map(({ kind, text }) => (kind === "same" ? text : kind === "added" ? `{+${text}+}` : `[-${text}-]`))
    .join("")

describe("what changed between two texts", () => {
  test.each([
    ["The boats go south.", "The boats go north.", "The boats go [-south-]{+north+}."],
    ["One\ntwo\nthree", "One\ntwo and a half\nthree", "One\ntwo{+ and a half+}\nthree"],
    ["red and blue boats", "big green boats", "[-red and blue -]{+big green +}boats"],
    ["Лодки плывут на юг", "Лодки плывут на север", "Лодки плывут на [-юг-]{+север+}"],
    ["船往南走", "船往北走", "船往[-南-]{+北+}走"],
    ["", "New", "{+New+}"],
    ["Gone", "", "[-Gone-]"],
    ["Same", "Same", "Same"],
  ])("is told by words: %j to %j", (before, after, expected) => {
    expect(shown(before, after)).toBe(expected)
  })

  test("loses nothing of either", () => {
    const words = fc.array(fc.constantFrom("boat", " ", "\n", "winter", "<b>", "船", "é", "👩‍🚀", "\u200d"), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [before, after] = [one.join(""), other.join("")]
        const changes = changesBetween(before, after)
        expect(without("added", changes)).toBe(before)
        expect(without("removed", changes)).toBe(after)
        const kinds = changes.map(({ kind }) => kind)
        for (const [at, kind] of kinds.entries()) expect(kind).not.toBe(kinds[at + 1])
      }),
    )
  })

  test("takes a bounded time for the longest posts there are", () => {
    const text = (seed: number): string =>
      Array.from({ length: 16_000 }, (_, i) => String.fromCharCode(97 + ((i * seed * 7919) % 26))).join(" ")
    const lines = (seed: number): string => text(seed).replaceAll(" ", "\n")
    for (const make of [text, lines]) {
      const start = performance.now()
      const [before, after] = [make(3).slice(0, 32_000), make(11).slice(0, 32_000)]
      const changes = changesBetween(before, after)
      expect(without("added", changes)).toBe(before)
      expect(performance.now() - start).toBeLessThan(1_000)
    }
  })

  test("is shown with the lines around it", () => {
    const lines = Array.from({ length: 30 }, (_, i) => `Line ${i}`)
    const changed = lines.with(15, "Another line")
    const parts = folded(changesBetween(lines.join("\n"), changed.join("\n")))
    expect(parts.map(({ kind }) => kind)).toEqual(["skipped", "same", "removed", "added", "same", "skipped"])
    expect(parts[0]).toEqual({ kind: "skipped", lines: 13 })
    expect(folded(changesBetween("a\nb\nc", "a\nb\nd"))).toHaveLength(3)
  })
})

describe("two changes of one text", () => {
  const base = "First\n\nSecond\n\nThird\n\nFourth"

  test("are put together where they are apart", () => {
    const mine = base.replace("First", "My first")
    const theirs = base.replace("Fourth", "Their fourth")
    const both = "My first\n\nSecond\n\nThird\n\nTheir fourth"
    expect(mergedText(base, mine, theirs)).toBe(both)
    expect(mergedText(base, theirs, mine)).toBe(both)
    expect(mergedText(base, base, theirs)).toBe(theirs)
  })

  test("are not where they are in one place", () => {
    const mine = base.replace("Second", "My second")
    const theirs = base.replace("Second", "Their second")
    expect(mergedText(base, mine, theirs)).toBeUndefined()
    expect(mergedText(base, "Mine alone", theirs)).toBeUndefined()
  })
})
