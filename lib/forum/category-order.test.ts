import { describe, expect, test } from "vitest"
import { commit, type Write } from "#lib/db/commit.ts"
import { categoryKey } from "#lib/db/keys/categories.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { aCategory, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { changeCategory, managedCategories } from "./categories.ts"
import { orderCategory } from "./category-order.ts"

freshTable()

const operator = { kind: "operator" } as const
const names = async (of: string[]): Promise<string[]> =>
  (await managedCategories(operator)).filter(({ id }) => of.includes(id)).map(({ name }) => name)

describe("a category", () => {
  test("goes one place up or down among those beside it, also where all had the same place", async () => {
    const top = await aCategory({ name: "Top" })
    const made = []
    for (const name of ["A", "B", "C"]) made.push(await aCategory({ name, parent: top.id }))
    const ids = made.map(({ id }) => id)
    const [a, , c] = ids as [string, string, string]
    await orderCategory(operator, { category: c, to: "up" })
    expect(await names(ids)).toEqual(["A", "C", "B"])
    await orderCategory(operator, { category: a, to: "down" })
    expect(await names(ids)).toEqual(["C", "A", "B"])
    await orderCategory(operator, { category: c, to: "up" })
    expect(await names(ids)).toEqual(["C", "A", "B"])
    const all = await managedCategories(operator)
    expect(all.find(({ id }) => id === top.id)?.position).toBe(100)
  })

  test("goes before any of those beside it, or behind all", async () => {
    const top = await aCategory({ name: "Top" })
    const made = []
    for (const name of ["A", "B", "C", "D"]) made.push(await aCategory({ name, parent: top.id }))
    const ids = made.map(({ id }) => id)
    const [a, b, , d] = ids as [string, string, string, string]
    await orderCategory(operator, { category: d, to: "before", before: b })
    expect(await names(ids)).toEqual(["A", "D", "B", "C"])
    await orderCategory(operator, { category: a, to: "before", before: "" })
    expect(await names(ids)).toEqual(["D", "B", "C", "A"])
    // Nothing moves, and nothing is told.
    await orderCategory(operator, { category: d, to: "before", before: b })
    expect(await names(ids)).toEqual(["D", "B", "C", "A"])
    const elsewhere = orderCategory(operator, { category: d, to: "before", before: top.id })
    await expect(elsewhere).rejects.toMatchObject({ code: "changed-meanwhile" })
  })

  test("changes places with the next one alone, where the operator has numbered them", async () => {
    const top = await aCategory()
    const [a, b] = [
      await aCategory({ name: "A", parent: top.id, position: 7 }),
      await aCategory({ name: "B", parent: top.id, position: 30 }),
    ]
    await orderCategory(await staff("admin"), { category: b.id, to: "up" })
    const all = await managedCategories(operator)
    expect([a, b].map(({ id }) => all.find((one) => one.id === id)?.position)).toEqual([30, 7])
  })

  test("keeps what was pinned while somebody changed it", async () => {
    const { id, version } = await aCategory()
    const pins: Write = {
      kind: "update",
      key: categoryKey(id),
      update: "SET pinned = :pinned",
      values: { ":pinned": ["01ARZ3NDEKTSV4RRFFQ69G5FAV"] },
    }
    await commit([pins])
    await changeCategory(operator, id, { name: "Another" }, { version })
    expect((await findCategory(id))?.pinned).toHaveLength(1)
  })

  test("is moved by administrators alone", async () => {
    const { id } = await aCategory()
    const move = async () => orderCategory(await staff("moderator"), { category: id, to: "up" })
    await expect(move()).rejects.toMatchObject({ code: "not-allowed" })
    await expect(orderCategory(operator, { category: "nowhere", to: "up" })).rejects.toMatchObject({
      code: "category-missing",
    })
  })
})
