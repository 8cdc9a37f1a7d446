import { expect, test } from "vitest"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST } from "./actor.ts"
import { seedCategories } from "./beginning.ts"
import { changeCategory, visibleCategories } from "./categories.ts"

freshTable()

test("a new forum has its first categories once, however often it starts, also twice at a time", async () => {
  const created = await Promise.all([seedCategories(), seedCategories()])
  expect(created[0] + created[1]).toBe(3)
  expect(await seedCategories()).toBe(0)
  expect((await listCategories()).map(({ id }) => id)).toEqual(["general", "questions", "staff"])
  expect((await visibleCategories(GUEST)).map(({ id }) => id)).toEqual(["general", "questions"])
})

test("what became of them is left alone", async () => {
  await changeCategory({ kind: "operator" }, "general", { name: "Harbour" })
  expect(await seedCategories()).toBe(0)
  expect((await listCategories()).find(({ id }) => id === "general")?.name).toBe("Harbour")
})
