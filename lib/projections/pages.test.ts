import { afterEach, beforeEach, describe, expect, test } from "vitest"
import {
  CATEGORIES,
  categoryTag,
  EVERYTHING,
  HOME,
  LOG,
  LOOK,
  memberTag,
  nameTag,
  oldAddressTag,
  SETTINGS,
  SITEMAP,
  tagTag,
  topicPlaceTag,
  topicTag,
} from "#lib/base/cache-tags.ts"
import { newId } from "#lib/base/ids.ts"
import { commit, IS_NEW } from "#lib/db/commit.ts"
import { OldAddresses } from "#lib/db/items/site.ts"
import { categoryKey } from "#lib/db/keys/categories.ts"
import { userKey } from "#lib/db/keys/users.ts"
import { putTop } from "#lib/db/writes/categories.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { setForumText } from "#lib/forum/forum-texts.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { readUpTo } from "#lib/forum/reading.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { renameMember } from "#lib/forum/renaming.ts"
import { setRole } from "#lib/forum/roles.ts"
import { changeSettings } from "#lib/forum/settings.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { oneByOne, twice } from "#lib/testing/deliveries.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { expirePagesBy, pages } from "./pages.ts"

freshTable()

let told: string[][] = []
beforeEach(() => expirePagesBy(async (tags) => void told.push([...tags])))
afterEach(() => expirePagesBy(async () => {}))

/** The tags that the stream makes stale for what `work` writes, and for nothing before it. */
async function staleBy(work: () => Promise<unknown>): Promise<string[]> {
  await settle()
  told = []
  await work()
  await settle()
  return [...new Set(told.flat())].sort()
}

describe("pages become stale", () => {
  test("by a new topic: every list that it enters, and its own address, where there was nothing", async () => {
    const [ann, category] = [await someone(), await aCategory()]
    let id = ""
    const stale = await staleBy(async () => {
      id = (await aTopic(ann, category, { tags: ["keel"] })).topic
    })
    const expected = [HOME, SITEMAP, categoryTag(category.id), memberTag(ann.id), tagTag("keel")]
    expect(stale).toEqual(expect.arrayContaining([...expected, topicTag(id), topicPlaceTag(id)]))
    expect(stale).not.toContain(CATEGORIES)
    expect(stale).not.toContain(EVERYTHING)
  })

  test("by a reply: the topic, the lists with its row, both members, and nothing that only names it", async () => {
    const [ann, ben, category] = [await someone(), await someone(), await aCategory()]
    const { topic } = await aTopic(ann, category, { tags: ["mast"] })
    const stale = await staleBy(() => aReply(ben, topic))
    const lists = [HOME, categoryTag(category.id), memberTag(ann.id), memberTag(ben.id), tagTag("mast")]
    expect(stale).toEqual([...lists, topicTag(topic)].sort())
  })

  test("by a like: the topic, its lists, and the pages of whose post it is", async () => {
    const ann = await someone()
    const { topic, post } = await aTopic(ann, await aCategory())
    const stale = await staleBy(async () => likePost(await someone(), { post, liked: true }))
    expect(stale).toEqual(expect.arrayContaining([topicTag(topic), memberTag(ann.id), HOME]))
    expect(stale).not.toContain(topicPlaceTag(topic))
  })

  test("by a removal and a restoration: every link to the topic, the sitemap, its tags", async () => {
    const [ann, mod, category] = [await someone(), await staff(), await aCategory()]
    const { topic, post } = await aTopic(ann, category, { tags: ["rope"] })
    const expected = [HOME, SITEMAP, topicTag(topic), topicPlaceTag(topic), tagTag("rope"), memberTag(ann.id)]
    for (const verb of [removePost, restorePost])
      expect(await staleBy(() => verb(mod, { post }))).toEqual(expect.arrayContaining(expected))
  })

  test("by a move, to a closed category and back: both lists, every link, the sitemap", async () => {
    const [mod, open] = [await staff(), await aCategory()]
    const closed = await aCategory({ readers: "staff" })
    const { topic } = await aTopic(mod, open)
    const expected = [categoryTag(open.id), categoryTag(closed.id), topicPlaceTag(topic), topicTag(topic)]
    for (const category of [closed.id, open.id])
      expect(await staleBy(() => moveTopic(mod, { topic, category }))).toEqual(
        expect.arrayContaining([...expected, HOME, SITEMAP]),
      )
  })

  test("by another name or other readers of a category: every page that shows one", async () => {
    const { id } = await aCategory()
    for (const change of [{ name: "Slipway" }, { readers: "members" as const }, { position: 3 }])
      expect(await staleBy(() => changeCategory({ kind: "operator" }, id, change))).toContain(CATEGORIES)
  })

  test("by nothing that a category keeps for whoever counts", async () => {
    const { id } = await aCategory()
    const applied = { update: "SET appliedThrough = :n, updatedAt = :n", values: { ":n": "9" } }
    const key = categoryKey(id)
    expect(await staleBy(() => commit([{ kind: "update", key, ...applied }]))).toEqual([])
    const counted = { update: "SET appliedThrough = :m, postCount = :n", values: { ":m": "10", ":n": 9 } }
    const stale = await staleBy(() => commit([{ kind: "update", key, ...counted }]))
    expect(stale).toEqual([categoryTag(id), HOME].sort())
  })

  test("by a new order of the best: the category's lists", async () => {
    const { id } = await aCategory()
    const top = { category: id, period: "all", topics: [{ id: newId(), score: 3 }], version: 0 }
    const ranked = () => commit([putTop(top, () => new Error("There is one already."))])
    expect(await staleBy(ranked)).toContain(categoryTag(id))
  })

  test("by a new name: its page, which said that it was nobody's", async () => {
    const stale = await staleBy(() => someone("Halyard"))
    expect(stale).toContain(nameTag("halyard"))
  })

  test("by another name: the pages of all that the member was ever called", async () => {
    const ann = await someone("Bobstay", { formerNames: ["Dolphin-striker"] })
    const stale = await staleBy(() => renameMember(ann, { name: "Martingale" }))
    const names = ["Dolphin-striker", "Bobstay", "Martingale"].map((name) => nameTag(skeletonOf(name)))
    expect(stale).toEqual(expect.arrayContaining([memberTag(ann.id), ...names]))
  })

  test("by another role, but by nothing of a member that nobody sees", async () => {
    const { id } = await someone("Gunwale")
    const role = { member: id, role: "moderator" as const }
    expect(await staleBy(() => setRole({ kind: "operator" }, role))).toEqual([memberTag(id)])
    const key = userKey(id)
    const signOut = { kind: "update" as const, key, update: "SET sessionEpoch = :n", values: { ":n": 9 } }
    expect(await staleBy(() => commit([signOut]))).toEqual([])
  })

  test("by an old address that leads somewhere now", async () => {
    const [address, to] = ["discourse#t#162", { kind: "topic" as const, topic: "01ARZ3NDEKTSV4RRFFQ69G5FAV" }]
    const put = { kind: "put" as const, item: OldAddresses.encode({ address, to }), condition: IS_NEW }
    expect(await staleBy(() => commit([put]))).toEqual([oldAddressTag(address)])
  })

  test("by nothing that belongs to one reader", async () => {
    const [ann, ben] = [await someone(), await someone()]
    const { post } = await aTopic(ann, await aCategory())
    expect(await staleBy(() => readUpTo(ben, { post }))).toEqual([])
  })

  test("by the first text that the forum says of itself, and the last: all, for they lead there", async () => {
    const admin = await staff("admin")
    const written = (version: number, body: string) =>
      staleBy(() => setForumText(admin, { name: "rules", version, body }))
    expect(await written(0, "No anchors on the lawn.")).toEqual([LOG, LOOK, SETTINGS])
    expect(await written(1, "No anchors on the lawn, please.")).toEqual([LOG, SETTINGS])
    expect(await written(2, "")).toEqual([LOG, LOOK, SETTINGS])
    const logged = (on: string) => staleBy(() => changeSettings(admin, { values: { "public-log": on } }))
    expect(await logged("on")).toEqual([LOOK, SETTINGS])
    expect(await staleBy(() => changeSettings(admin, { values: { "new-links": "3" } }))).toEqual([SETTINGS])
  })
})

describe("however the stream delivers", () => {
  test.each([
    ["twice", twice],
    ["one by one", oneByOne],
  ])("%s: the same pages are stale", async (_, deliver) => {
    const [ann, category] = [await someone(), await aCategory()]
    await settle()
    told = []
    const { topic } = await aTopic(ann, category, { tags: ["oar"] })
    await settle({ deliver, projections: [pages] })
    const [all] = [new Set(told.flat())]
    for (const tag of [HOME, SITEMAP, topicTag(topic), tagTag("oar"), memberTag(ann.id)])
      expect(all).toContain(tag)
  })

  test("a batch is told at once, each tag once", async () => {
    const [ann, category] = [await someone(), await aCategory()]
    const { topic } = await aTopic(ann, category)
    await settle()
    told = []
    for (let n = 0; n < 5; n++) await aReply(ann, topic)
    await settle({ projections: [pages] })
    expect(told.length).toBeLessThanOrEqual(2)
    for (const tags of told) expect(new Set(tags).size).toBe(tags.length)
  })

  test("fails when the web server could not be told, so that the batch comes again", async () => {
    expirePagesBy(async () => {
      throw new Error("no answer")
    })
    await aCategory()
    await expect(settle({ projections: [pages] })).rejects.toThrow("no answer")
  })
})

test("rebuilding makes all pages anew", async () => {
  told = []
  await rebuilt(pages)
  expect(told).toEqual([[EVERYTHING]])
})
