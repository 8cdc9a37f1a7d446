/** The search is held to what a plain BM25 reaches, on collections that others judged and on a small one of ours. */
import { randomUUID } from "node:crypto"
import { describe, expect, test } from "vitest"
import { connect, ensureTable } from "#lib/db/table.ts"
import { sharedPath } from "#lib/testing/shared.ts"
import { engine } from "#lib/testing/table.ts"
import { type Figures, measureSearch } from "./search.ts"

async function measured(folder: string): Promise<Figures> {
  connect({ ...engine(), name: `search-${randomUUID()}` })
  await ensureTable()
  return measureSearch(folder)
}

test("a small collection is found as it should be", async () => {
  const figures = await measured(new URL("fixture-search", import.meta.url).pathname)
  expect(figures["nDCG@10"]).toBeGreaterThan(0.85)
  expect(figures["recall@100"]).toBe(1)
})

describe("relevance on real collections", () => {
  test.each([
    ["cranfield", 0.39],
    ["delving-links", 0.235],
  ])(
    "%s: nDCG@10 is at least %f",
    async (name, bar) => {
      const folder = sharedPath(`search/${name}`)
      if (!folder) return
      expect((await measured(folder))["nDCG@10"]).toBeGreaterThan(bar)
    },
    120_000,
  )
})
