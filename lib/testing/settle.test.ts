import { expect, test } from "vitest"
import { commit } from "#lib/db/commit.ts"
import type { Change, Projection } from "#lib/projections/contract.ts"
import { againAfter, oneByOne, reordered, splitAt, twice } from "./deliveries.ts"
import { changesSince, settle } from "./settle.ts"
import { freshTable } from "./table.ts"

freshTable()

const put = (PK: string, n: number, entityType = "Told") =>
  commit([{ kind: "put", item: { PK, SK: "x", entityType, n } }])

function recorder(): Projection & { batches: string[][] } {
  const batches: string[][] = []
  const told = (change: Change) => `${change.key.PK}${change.after?.n}`
  return {
    name: "recorder",
    entities: ["Told"],
    batches,
    apply: async (changes) => void batches.push(changes.map(told)),
  }
}

test("what a projection asked for reaches it once, and what follows from it, too", async () => {
  const recorded = recorder()
  const chain: Projection = {
    name: "chain",
    entities: ["Told"],
    apply: async (changes) => {
      for (const { key, after } of changes) if (after && after.n < 3) await put(key.PK, after.n + 1)
    },
  }
  await put("A", 1)
  await put("B", 9, "Untold")
  await settle({ projections: [chain, recorded] })
  expect(recorded.batches.flat()).toEqual(["A1", "A2", "A3"])
  await settle({ projections: [recorded] })
  expect(recorded.batches.flat()).toHaveLength(3)
})

test("a projection that throws makes it throw", async () => {
  await put("C", 1)
  const broken: Projection = {
    name: "broken",
    entities: ["Told"],
    apply: () => Promise.reject(new Error("no")),
  }
  await expect(settle({ projections: [broken] })).rejects.toThrow("no")
})

test("deliveries are what a stream may do", async () => {
  for (const [PK, n] of [
    ["A", 1],
    ["B", 1],
    ["A", 2],
    ["B", 2],
  ] as const)
    await put(PK, n)
  const changes = await changesSince()
  const names = (batches: Change[][]) =>
    batches.map((batch) => batch.map((change) => `${change.key.PK}${change.after?.n}`).join(" "))
  expect(names(twice(changes))).toEqual(["A1 B1 A2 B2", "A1 B1 A2 B2"])
  expect(names(oneByOne(changes))).toEqual(["A1", "B1", "A2", "B2"])
  expect(names(splitAt(1)(changes))).toEqual(["A1", "B1 A2 B2"])
  expect(names(againAfter(2)(changes))).toEqual(["A1 B1", "A1 B1 A2 B2"])
  expect(names(reordered(() => 0)(changes))).toEqual(["A1 A2 B1 B2"])
})
