import { afterAll, afterEach, describe, expect, test } from "vitest"
import { eventsByActor } from "#lib/db/patterns/cases.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { parseQuery } from "#lib/search/query.ts"
import { keepSearchUp } from "#lib/search/tasks.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { dying, finish, presentTime } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST } from "./actor.ts"
import { changeCategory, createCategory, managedCategories, visibleCategories } from "./categories.ts"
import { mergeCategory, removeCategory, restoreCategory } from "./category-removal.ts"
import { searchForum } from "./searching.ts"
import { presentCategory, visibleTopic } from "./visible.ts"

freshTable()
afterEach(presentTime)
afterAll(expectConsistent)

const operator = { kind: "operator" } as const
const versionOf = async (id: string): Promise<number> =>
  (await findCategory(id, { consistent: true }))!.version
const now = async (id: string) => ({ category: id, version: await versionOf(id) })

describe("a category that is removed", () => {
  test("is gone for everybody with all that is in it, staff included, until it is restored", async () => {
    const [author, admin] = [await someone(), await staff("admin")]
    const { id } = await aCategory()
    const { topic } = await aTopic(author, { id }, { title: "Barnacles on the slipway" })
    const seen = async (): Promise<boolean[]> =>
      Promise.all(
        [GUEST, author, admin].map(async (actor) =>
          (await visibleCategories(actor)).some((one) => one.id === id),
        ),
      )
    const found = async (): Promise<number> => {
      await settle()
      await keepSearchUp()
      return (await searchForum(admin, { ...parseQuery("barnacles"), order: "relevance" })).posts
    }
    expect([await seen(), await found()]).toEqual([[true, true, true], 1])
    await removeCategory(admin, { ...(await now(id)), words: "Nobody writes here." })
    expect([await seen(), await found()]).toEqual([[false, false, false], 0])
    for (const actor of [GUEST, author, admin])
      await expect(visibleTopic(actor, topic)).rejects.toMatchObject({ code: "topic-missing" })
    await expect(aTopic(author, { id })).rejects.toMatchObject({ code: "category-missing" })
    expect((await managedCategories(admin)).map((one) => one.id)).not.toContain(id)

    await restoreCategory(admin, await now(id))
    expect([await seen(), await found()]).toEqual([[true, true, true], 1])
    await settle()
    const { items } = await eventsByActor(admin.id)
    expect(items.map((event) => event.type === "administered" && [event.act, event.words])).toEqual([
      ["category-restored", undefined],
      ["category-removed", "Nobody writes here."],
    ])
  })

  test("keeps its address, and is changed by nobody", async () => {
    const { id } = await aCategory()
    await removeCategory(operator, { ...(await now(id)), words: undefined })
    await expect(createCategory(operator, { id, name: "Another" })).rejects.toMatchObject({
      code: "category-address-taken",
    })
    await expect(changeCategory(operator, id, { readers: "everyone" })).rejects.toMatchObject({
      code: "category-missing",
    })
  })

  test("has no sub-categories left, and whoever looked at an older state is told so", async () => {
    const top = await aCategory()
    const part = await aCategory({ parent: top.id })
    const input = { category: top.id, version: top.version, words: undefined }
    await expect(removeCategory(operator, input)).rejects.toMatchObject({ code: "category-has-parts" })
    await changeCategory(operator, part.id, { parent: undefined })
    await changeCategory(operator, top.id, { name: "Another name" })
    await expect(removeCategory(operator, input)).rejects.toMatchObject({ code: "changed-meanwhile" })
    await expect(removeCategory(await staff("moderator"), input)).rejects.toMatchObject({
      code: "not-allowed",
    })
  })

  test("comes back for staff alone where it lay in one that fewer may read by now", async () => {
    const top = await aCategory()
    const part = await aCategory({ parent: top.id })
    await removeCategory(operator, { ...(await now(part.id)), words: undefined })
    await changeCategory(operator, top.id, { readers: "members" })
    const back = await restoreCategory(operator, await now(part.id))
    expect([back.readers, back.parent]).toEqual(["staff", undefined])
  })
})

describe("a category that is merged into another one", () => {
  test.each([
    ["by one worker", undefined],
    ["by workers that die after every turn", dying],
  ])("brings its topics and its address there, %s", async (_, work) => {
    const [author, admin] = [await someone(), await staff("admin")]
    const [from, to] = [await aCategory(), await aCategory()]
    const topics = [await aTopic(author, from), await aTopic(author, from)]
    await settle()
    const input = { ...(await now(from.id)), into: to.id, words: undefined }
    const saga = await mergeCategory(admin, input)
    await expect(mergeCategory(admin, input)).rejects.toMatchObject({ code: "changed-meanwhile" })
    await finish(saga.id, { ...(work && { work }), between: () => settle() })
    for (const { topic } of topics) expect((await visibleTopic(GUEST, topic)).category.id).toBe(to.id)
    expect((await presentCategory(from.id))?.id).toBe(to.id)
    expect((await visibleCategories(admin)).map(({ id }) => id)).not.toContain(from.id)
  })

  test("is not opened to more people by that, unless they are meant", async () => {
    const [closed, open] = [await aCategory({ readers: "staff" }), await aCategory()]
    const input = { ...(await now(closed.id)), into: open.id, words: undefined }
    await expect(mergeCategory(operator, input)).rejects.toMatchObject({ code: "category-merge-opens" })
    expect(await mergeCategory(operator, { ...input, opened: "on" })).toMatchObject({ state: "running" })
  })

  test("does not take the other one in, and neither is removed meanwhile", async () => {
    const [one, two] = [await aCategory(), await aCategory()]
    const [there, back] = [
      { ...(await now(one.id)), into: two.id, words: undefined },
      { ...(await now(two.id)), into: one.id, words: undefined },
    ]
    const begun = await Promise.allSettled([mergeCategory(operator, there), mergeCategory(operator, back)])
    expect(begun.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    for (const { id } of [one, two])
      await expect(removeCategory(operator, { ...(await now(id)), words: undefined })).rejects.toMatchObject({
        code: "category-merging",
      })
    const [from, to] = begun[0]?.status === "fulfilled" ? [one, two] : [two, one]
    const again = { ...(await now(to.id)), into: from.id, words: undefined }
    await expect(mergeCategory(operator, again)).rejects.toMatchObject({ code: "category-merging" })
  })

  test("is not merged into itself, nor into one that is gone", async () => {
    const [from, to] = [await aCategory(), await aCategory()]
    const input = { ...(await now(from.id)), words: undefined }
    await expect(mergeCategory(operator, { ...input, into: from.id })).rejects.toMatchObject({
      code: "same-category",
    })
    await removeCategory(operator, { ...(await now(to.id)), words: undefined })
    await expect(mergeCategory(operator, { ...input, into: to.id })).rejects.toMatchObject({
      code: "category-missing",
    })
  })
})
