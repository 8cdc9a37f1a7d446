import { describe, expect, test } from "vitest"
import { processorTime } from "#lib/testing/processor-time.ts"
import { finderOf, isWatchable } from "./word-finding.ts"

const found = (entry: string, text: string): boolean => finderOf([entry]).in(text).length > 0

describe("a watched word", () => {
  test.each([
    ["boat", "My boat.", true],
    ["boat", "My boats", false],
    ["boat", "a steamboat", false],
    ["boat*", "my BOATS!", true],
    ["*boat", "steamboat", true],
    ["*boat*", "steamboats", true],
    ["b*t", "boat", true],
    ["b*t", "boats", false],
    ["b*a*t", "bat", true],
    ["b*aa*t", "bat", false],
    ["café", "CAFE", true],
    ["cafe", "cafe\u0301", true],
    ["boat", "bo\u00adat", true],
    ["boat", "bo\u200bat", true],
    ["boat", "𝕓𝕠𝕒𝕥", true],
    ["boat", "ｂｏａｔ", true],
    ["straße", "STRASSE", false],
    ["buy now", "Buy -- NOW!", true],
    ["buy now", "buy it now", false],
    ["buy now*", "buy nowhere", true],
    ["spam.example", "see https://spam.example/x", true],
    ["don't", "I don’t", true],
    ["船", "我有船。", true],
    ["कखग", "कखग", true],
  ])("%j in %j: %j", (entry, text, expected) => {
    expect(found(entry, text)).toBe(expected)
  })

  test("is told as it was written down, once, and no other is", () => {
    const finder = finderOf(["Boat*", "ship", "buy now"])
    expect(finder.in("Boats, a boat; buy now")).toEqual(["Boat*", "buy now"])
  })

  test("is covered where it stands, letter for letter", () => {
    const finder = finderOf(["boat*", "buy now", "café"])
    expect(finder.covered("My **boats**: buy - now, in the Cafe\u0301 𝕓𝕠𝕒𝕥!")).toBe(
      "My **■■■■■**: ■■■ - ■■■, in the ■■■■■ ■■■■■■■■!",
    )
    expect(finder.covered("Nothing here.")).toBe("Nothing here.")
  })

  test("is covered in HTML as it is read, and addresses are left alone", () => {
    const finder = finderOf(["bad*", "buy now"])
    expect(
      finder.coveredHtml(
        '<p>b<strong>a</strong>d &amp; <a href="https://bad.example/bad">bad</a>, buy <em>now</em></p><p>ba</p><p>d</p>',
      ),
    ).toBe(
      '<p>■<strong>■</strong>■ &amp; <a href="https://bad.example/bad">■■■</a>, ■■■ <em>■■■</em></p><p>ba</p><p>d</p>',
    )
    expect(finder.coveredHtml('<img src="/bad.png" alt="A badger">')).toBe(
      '<img src="/bad.png" alt="A ■■■■■■">',
    )
    expect(finder.coveredHtml("<p>1 &lt; 2, good.</p>")).toBe("<p>1 &lt; 2, good.</p>")
  })

  test("is covered at once wherever it stands, and where two share letters", () => {
    expect(finderOf(["buy now", "now then"]).covered("buy now then")).toBe("■■■ ■■■ ■■■■")
    const finder = finderOf(["aa"])
    expect(processorTime(() => finder.covered("aa ".repeat(10_000)))).toBeLessThan(500)
    expect(processorTime(() => finder.coveredHtml("<b>aa</b> ".repeat(10_000)))).toBeLessThan(1_000)
  })

  test("needs letters to be looked for", () => {
    expect(["boat", "b*t", "船", "no 2"].map(isWatchable)).toEqual([true, true, true, false])
    expect(["", "*", "$$$", "a", "buy *"].map(isWatchable)).toEqual([false, false, false, false, false])
  })

  test("is found in the longest text among 500 within a moment, whatever both are", () => {
    const entries = Array.from({ length: 500 }, (_, i) => `*a*a*a*${i}b`)
    const different = Array.from({ length: 6_000 }, (_, i) => `a${i}a`).join(" ")
    const finder = finderOf(entries)
    for (const text of ["a".repeat(32_000), "a ".repeat(16_000), "a0b ".repeat(8_000), different])
      expect(processorTime(() => finder.in(text))).toBeLessThan(1_000)
  })
})
