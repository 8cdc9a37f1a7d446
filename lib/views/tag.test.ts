import { expect, test, vi } from "vitest"
import { mintId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import { TagTopics } from "#lib/db/items/topics.ts"
import { describeTag, renameTag } from "#lib/forum/tag-keeping.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadFeed } from "./feeds.ts"
import { tagPage } from "./tag.ts"

vi.mock("next/cache", () => ({ unstable_cache: <T>(load: T) => load }))

freshTable()

test("a tag has a page and a feed wherever everybody may see one topic, however many newer ones are private", {
  timeout: 60_000,
}, async () => {
  const [ann, open, closed] = [
    await someone(),
    await aCategory(),
    await aCategory({ readers: "members", name: "Among us" }),
  ]
  const { topic } = await aTopic(ann, open, { tags: ["keel"] })
  const rows = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => mintId(Date.UTC(2090, 0, 1) + from + i, `${from} ${i}`)).map(
      (id) => TagTopics.encode({ tag: "keel", topic: id, category: closed.id }),
    )
  for (const [from, count] of [
    [0, 200],
    [500, 2450],
  ] as const) {
    await putMany(rows(from, count))
    expect(await tagPage("keel")).toMatchObject({ topics: [{ id: topic }] })
    expect((await loadFeed(["tag", "keel"]))?.entries).toHaveLength(1)
  }
  await putMany(rows(5000, 40).map((row) => ({ ...row, tag: "rudder", PK: "TAG#rudder" })))
  expect(await tagPage("rudder")).toBeNull()
  expect(await loadFeed(["tag", "rudder"])).toBeNull()
})

test("a tag that was renamed leads on, and what staff say of one stands on its page", async () => {
  const [author, admin] = [await someone(), await staff("admin")]
  await aTopic(author, await aCategory(), { tags: ["spars"] })
  await describeTag(admin, { tag: "spars", version: 0, description: "Wood that holds sails." })
  expect(await tagPage("spars")).toMatchObject({ tag: "spars", description: "Wood that holds sails." })
  await renameTag(admin, { tag: "spars", version: 1, name: "yards" })
  expect(await tagPage("spars")).toEqual({ into: "yards" })
  // Nothing tells that there is one of which nobody may see anything.
  const closed = await aCategory({ readers: "members", name: "Below" })
  await aTopic(author, closed, { tags: ["bilge"] })
  await renameTag(admin, { tag: "bilge", version: 0, name: "sump" })
  expect(await tagPage("bilge")).toBeNull()
})
