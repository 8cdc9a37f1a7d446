import { expect, test } from "vitest"
import { gapBefore, shownPages } from "./number-pager.tsx"

/** What stands in the pager, on a wide screen and on a phone. */
function pager(page: number, pages: number): { wide: string; narrow: string } {
  const [shown, narrow] = [shownPages(page, pages), [...new Set([1, page, pages])]]
  const line = (screen: "wide" | "narrow"): string =>
    shown
      .filter((n) => screen === "wide" || narrow.includes(n))
      .map((n) => {
        const gap = gapBefore(n, shown[shown.indexOf(n) - 1] ?? 0, narrow)
        return `${gap === "both" || gap === screen ? "… " : ""}${n}`
      })
      .join(" ")
  return { wide: line("wide"), narrow: line("narrow") }
}

test.each([
  [1, 2, "1 2", "1 2"],
  [2, 3, "1 2 3", "1 2 3"],
  [3, 6, "1 2 3 4 … 6", "1 … 3 … 6"],
  [6, 6, "1 … 5 6", "1 … 6"],
  [50, 100, "1 … 25 … 49 50 51 … 75 … 100", "1 … 50 … 100"],
])("page %i of %i has its gaps where numbers are left out", (page, pages, wide, narrow) => {
  expect(pager(page, pages)).toEqual({ wide, narrow })
})
