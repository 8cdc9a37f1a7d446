import { beforeEach, describe, expect, test, vi } from "vitest"
import type { Category } from "#lib/db/items/categories.ts"
import type { Member } from "#lib/forum/actor.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { editPost } from "#lib/forum/editing.ts"
import { removePost } from "#lib/forum/removal.ts"
import { renameTag } from "#lib/forum/tag-keeping.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { feedMeant, loadFeed } from "./feeds.ts"

// Outside of Next nothing is kept.
vi.mock("next/cache", () => ({ unstable_cache: <T>(load: T) => load }))

freshTable()

let ann: Member
let [harbour, closed]: Category[] = []

beforeEach(async () => {
  ann = await staff()
  harbour = await aCategory()
  closed = await aCategory({ readers: "members" })
})

describe("a feed", () => {
  test("of the forum has the newest topics that everybody may read, whole", async () => {
    const one = await aTopic(ann, harbour!, { title: "Tar", body: "**Stockholm** tar.", tags: ["paint"] })
    await aTopic(ann, closed!, { title: "Secret" })
    const two = await aTopic(ann, harbour!, { title: "Oars" })
    await settle()
    const feed = await loadFeed()
    expect(feed?.entries.map(({ title }) => title).slice(0, 2)).toEqual(["Oars", "Tar"])
    expect(feed?.entries.map(({ title }) => title)).not.toContain("Secret")
    expect(feed?.entries[1]).toMatchObject({ id: one.post, author: ann.name, about: ["Harbour", "paint"] })
    expect(feed?.entries[1]?.html).toContain("<strong>Stockholm</strong>")
    expect((await loadFeed(["c", harbour!.id]))?.entries.map(({ id }) => id)).toEqual([two.post, one.post])
    expect((await loadFeed(["tag", "paint"]))?.entries.map(({ id }) => id)).toContain(one.post)
  })

  test("of a topic and of a member has their posts, the newest first, without what was removed", async () => {
    const ben = await someone()
    const { topic, post } = await aTopic(ann, harbour!)
    const removed = await aReply(ben, topic, "Never mind.")
    const last = await aReply(ben, topic, "North.")
    await removePost(ben, { post: removed.post })
    await settle()
    const feed = await loadFeed(["t", topic.toLowerCase()])
    expect(feed?.entries.map(({ id }) => id)).toEqual([last.post, post])
    expect(feed?.entries[0]).toMatchObject({
      title: expect.stringContaining(ben.name),
      html: expect.stringContaining("North."),
    })
    expect((await loadFeed(["u", ben.name]))?.entries.map(({ id }) => id)).toEqual([last.post])
  })

  test("tells when a post was edited", async () => {
    const { topic, post } = await aTopic(ann, harbour!)
    await editPost(ann, { post, version: 1, body: "I know now." })
    await settle()
    const [entry] = (await loadFeed(["t", topic.toLowerCase()]))!.entries
    expect(entry!.html).toContain("I know now.")
    expect(entry!.updatedAt > entry!.createdAt).toBe(true)
  })

  test("is not there for what is hidden, spelt otherwise, or unknown", async () => {
    const hidden = await aTopic(ann, closed!, { tags: ["hushed"] })
    const open = await aTopic(ann, harbour!)
    await settle()
    for (const of of [
      ["c", closed!.id],
      ["c", "none"],
      ["t", hidden.topic.toLowerCase()],
      ["t", open.topic],
      ["t", "nonsense"],
      ["tag", "hushed"],
      ["tag", "Paint"],
      ["tag", "x".repeat(300)],
      ["u", ann.name.toUpperCase()],
      ["u", "nobody-there"],
      ["c"],
      ["x", "y"],
      ["c", harbour!.id, "more"],
    ])
      expect(await loadFeed(of), of.join("/")).toBeNull()
  })
})

test("a feed that people guess from the address of its page leads to the one there is", async () => {
  const admin = await staff("admin")
  await changeCategory(admin, harbour!.id, { slug: `quay-${harbour!.id}`.slice(0, 40) })
  const slug = `quay-${harbour!.id}`.slice(0, 40)
  expect(await loadFeed(["c", slug])).toBeNull()
  expect(await feedMeant(["c", slug])).toEqual(["c", harbour!.id])
  expect(await feedMeant(["c", harbour!.id])).toBeNull()
  await changeCategory(admin, closed!.id, { slug: "hidden-quay" })
  expect(await feedMeant(["c", "hidden-quay"])).toBeNull()
  await aTopic(ann, harbour!, { tags: ["stays"] })
  await renameTag(admin, { tag: "stays", version: 0, name: "shrouds" })
  expect(await feedMeant(["tag", "stays"])).toEqual(["tag", "shrouds"])
  expect(await feedMeant(["tag", "shrouds"])).toBeNull()
  expect(await feedMeant(["tag", "nothing"])).toBeNull()
  // What only some may read is named to nobody else, by the one name or the other.
  await aTopic(await staff(), closed!, { tags: ["treasure"] })
  await renameTag(admin, { tag: "treasure", version: 0, name: "map-of-gold" })
  for (const name of ["treasure", "map-of-gold"]) {
    expect(await feedMeant(["tag", name])).toBeNull()
    expect(await loadFeed(["tag", name])).toBeNull()
  }
})
