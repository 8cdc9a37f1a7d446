import { describe, expect, test } from "vitest"
import { newId } from "#lib/base/ids.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST } from "./actor.ts"
import { changeCategory, createCategory, visibleCategories } from "./categories.ts"
import { visibleTopic } from "./visible.ts"

freshTable()

const name = () => `c-${newId().toLowerCase().slice(-10)}`

describe("a category", () => {
  test("is made by administrators", async () => {
    const make = async (role: "moderator" | "admin") => createCategory(await staff(role), { name: name() })
    await expect(make("moderator")).rejects.toMatchObject({ code: "not-allowed" })
    expect(await make("admin")).toMatchObject({ readers: "everyone", writers: "members", topicCount: 0 })
  })

  test("has its address alone", async () => {
    const { id } = await aCategory()
    await expect(aCategory({ id })).rejects.toMatchObject({ code: "id-taken" })
  })

  test("lies one level deep, and is open to no more people than the one above it", async () => {
    const top = await aCategory({ readers: "members" })
    const sub = await aCategory({ parent: top.id, readers: "staff" })
    await expect(aCategory({ parent: sub.id, readers: "staff" })).rejects.toMatchObject({
      code: "category-nesting",
    })
    await expect(aCategory({ parent: top.id, readers: "everyone" })).rejects.toMatchObject({
      code: "category-opens-parent",
    })
    await expect(aCategory({ parent: name() })).rejects.toMatchObject({ code: "category-missing" })
    const operator = { kind: "operator" } as const
    await changeCategory(operator, top.id, { readers: "everyone" })
    await changeCategory(operator, sub.id, { readers: "everyone" })
    await expect(changeCategory(operator, top.id, { readers: "staff" })).rejects.toMatchObject({
      code: "category-opens-parent",
    })
  })

  test("is there for those who may read it, at once when that changes", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const { id } = await aCategory({ readers: "members" })
    const { topic } = await aTopic(ann, { id })
    const seen = async () =>
      Promise.all(
        [GUEST, ann, mod].map(async (actor) => (await visibleCategories(actor)).some((one) => one.id === id)),
      )
    expect(await seen()).toEqual([false, true, true])
    await changeCategory({ kind: "operator" }, id, { readers: "staff" })
    expect(await seen()).toEqual([false, false, true])
    await expect(visibleTopic(ann, topic)).rejects.toMatchObject({ code: "topic-missing" })
  })

  test("tells the second of two who change it", async () => {
    const operator = { kind: "operator" } as const
    const { id } = await aCategory()
    const changes = await Promise.allSettled(
      ["One", "Two", "Three"].map((title) => changeCategory(operator, id, { name: title })),
    )
    expect(changes.some(({ status }) => status === "fulfilled")).toBe(true)
    for (const change of changes) {
      if (change.status === "rejected") expect(change.reason).toMatchObject({ code: "edited-meanwhile" })
    }
  })
})
