import { describe, expect, test } from "vitest"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { eventsByActor } from "#lib/db/patterns/cases.ts"
import { putCategory } from "#lib/db/writes/categories.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST } from "./actor.ts"
import { changeCategory, createCategory, MOST_BESIDE, visibleCategories } from "./categories.ts"
import { presentCategory, visibleTopic } from "./visible.ts"

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
    await expect(aCategory({ id })).rejects.toMatchObject({ code: "category-address-taken" })
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
      if (change.status === "rejected") expect(change.reason).toMatchObject({ code: "changed-meanwhile" })
    }
  })

  test("gets another address, to which the old ones lead, and nobody else's", async () => {
    const [one, other] = [await aCategory(), await aCategory()]
    const operator = { kind: "operator" } as const
    const [first, second] = [name(), name()]
    await changeCategory(operator, one.id, { slug: first })
    await changeCategory(operator, one.id, { slug: second })
    for (const address of [one.id, first, second])
      expect(await presentCategory(address)).toMatchObject({ id: one.id, slug: second })
    for (const taken of [one.id, first, second]) {
      await expect(changeCategory(operator, other.id, { slug: taken })).rejects.toMatchObject({
        code: "category-address-taken",
      })
      await expect(createCategory(operator, { name: "New", id: taken })).rejects.toMatchObject({
        code: "category-address-taken",
      })
    }
    const back = await changeCategory(operator, one.id, { slug: first })
    expect(back.slug).toBe(first)
    expect(await changeCategory(operator, one.id, { slug: one.id })).not.toHaveProperty("slug")
  })

  test("is changed by an administrator with an event that tells what differs, unless another one was quicker", async () => {
    const admin = await staff("admin")
    const { id, version } = await createCategory(admin, { name: name() })
    const change = { readers: "members", description: "For us." } as const
    const changes = await Promise.allSettled(
      [change, { name: "Elsewhere" }].map((one) => changeCategory(admin, id, one, { version })),
    )
    expect(changes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const late = changeCategory(admin, id, { name: "Late" }, { version })
    await expect(late).rejects.toMatchObject({ details: { version: version + 1, now: { slug: id } } })
    await changeCategory(admin, id, { ...change, hue: 7 })
    const { items } = await eventsByActor(admin.id)
    expect(items[0]).toMatchObject({ act: "category-changed", after: { hue: 7 } })
    expect(items.at(-1)).toMatchObject({ act: "category-created", subject: { kind: "category", id } })
    expect(items).toHaveLength(3)
  })

  test("is refused where there are too many", async () => {
    const operator = { kind: "operator" } as const
    const top = await aCategory()
    const others = Array.from({ length: MOST_BESIDE }, () => ({ ...top, id: name(), parent: top.id }))
    await commit(others.map(putCategory))
    await expect(aCategory({ parent: top.id })).rejects.toMatchObject({ code: "too-many-categories-beside" })
    const single = await aCategory()
    await expect(changeCategory(operator, single.id, { parent: top.id })).rejects.toMatchObject({
      code: "too-many-categories-beside",
    })
  })
})
