import { describe, expect, test } from "vitest"
import { nowIso } from "#lib/base/clock.ts"
import { mintId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { Posts } from "#lib/db/items/posts.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { freshPosts, goneThings, searchContents } from "#lib/db/patterns/search.ts"
import type { Raw } from "#lib/db/query.ts"
import { putPost } from "#lib/db/writes/posts.ts"
import type { Member } from "#lib/forum/actor.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { editPost } from "#lib/forum/editing.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { searchIndex } from "#lib/search/current.ts"
import { type Filters, SCOPES, type Scope } from "#lib/search/search-index.ts"
import { keepSearchUp } from "#lib/search/tasks.ts"
import { againAfter, oneByOne, twice } from "#lib/testing/deliveries.ts"
import { listen } from "#lib/testing/faults.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { changesSince, settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import type { Change } from "./contract.ts"
import { search } from "./search.ts"

freshTable()
const only = { projections: [search] }

/** Ids of the posts that readers of these scopes find. */
async function find(text: string, scopes: readonly Scope[] = ["everyone"], filters: Partial<Filters> = {}) {
  const wish = { text, phrases: [], filters: { tags: [], ...filters }, order: "relevance" as const }
  const found = await searchIndex().find(scopes, { ...wish, size: 50, byTopic: false })
  return found.hits.map(({ post }) => post)
}

/** A change of the post as a like makes it. */
async function likedBy(who: Member, id: string): Promise<Change> {
  const item = Posts.encode((await findPost(id))!) as Raw
  const liked = { ...item, likeCount: 1, likedBy: who.id }
  const { PK, SK } = item
  return {
    sequence: "1",
    shard: "s",
    at: "",
    key: { PK, SK },
    entityType: "Post",
    before: item,
    after: liked,
  }
}

let ann: Member
let mod: Member
let harbour: Category

async function scene(): Promise<void> {
  ;[ann, mod, harbour] = [await someone(), await staff(), await aCategory()]
}

describe("the search index", () => {
  test("holds what was written, by title and by text", async () => {
    await scene()
    const { topic, post } = await aTopic(ann, harbour, {
      title: "Zinc anodes",
      body: "They corrode quickly.",
    })
    const reply = await aReply(ann, topic, "Mine corroded within a year.")
    await settle(only)
    expect(await find("zinc")).toEqual([post])
    expect((await find("corrode")).toSorted()).toEqual([post, reply.post].toSorted())
  })

  test("follows an edit: old words find nothing, new ones do, and so does a new title", async () => {
    await scene()
    const { topic, post } = await aTopic(ann, harbour, { title: "Gudgeons wanted", body: "Pintles too." })
    await settle(only)
    const edit = {
      post,
      version: 1,
      topicVersion: 1,
      title: "Rowlocks wanted",
      body: "Thole pins too.",
      tags: [],
    }
    await editPost(ann, edit)
    await settle(only)
    expect(await find("gudgeons")).toEqual([])
    expect(await find("pintles")).toEqual([])
    expect(await find("rowlocks", ["everyone"], { topic })).toEqual([post])
    expect(await find("thole")).toEqual([post])
  })

  test("leaves out what was removed, and has it again when it is restored", async () => {
    await scene()
    const { topic, post } = await aTopic(ann, harbour, { title: "About spinnakers" })
    const reply = await aReply(ann, topic, "A gennaker is tamer.")
    await settle(only)
    await removePost(mod, { post: reply.post })
    await settle(only)
    expect(await find("gennaker")).toEqual([])
    await restorePost(mod, { post: reply.post })
    await settle(only)
    expect(await find("gennaker")).toEqual([reply.post])
    await removePost(mod, { post })
    await settle(only)
    expect([await find("spinnakers"), await find("gennaker")]).toEqual([[], []])
    await restorePost(mod, { post })
    await settle(only)
    expect([await find("spinnakers"), await find("gennaker")]).toEqual([[post], [reply.post]])
  })

  test("moves with a topic into a closed category, and out of what others find", async () => {
    await scene()
    const closed = await aCategory({ readers: "staff" })
    const { topic, post } = await aTopic(ann, harbour, { title: "Mutiny in the bilge" })
    const reply = await aReply(ann, topic, "Mutinous talk indeed.")
    await settle(only)
    expect(await find("mutiny")).toEqual([post])
    await moveTopic(mod, { topic, category: closed.id })
    await settle(only)
    expect([await find("mutiny"), await find("mutinous")]).toEqual([[], []])
    expect(await find("mutiny", ["staff"])).toEqual([post])
    await moveTopic(mod, { topic, category: harbour.id })
    await settle(only)
    expect([await find("mutiny"), await find("mutinous")]).toEqual([[post], [reply.post]])
    expect(await find("mutiny", ["staff"])).toEqual([])
  })

  test("is rewritten when a category gets other readers", async () => {
    await scene()
    const { post } = await aTopic(ann, harbour, { title: "Smuggling for beginners" })
    await settle(only)
    const { post: other } = await aTopic(ann, harbour, { title: "Smuggling for the advanced" })
    await settle(only)
    await changeCategory({ kind: "operator" }, harbour.id, { readers: "members" })
    await settle(only)
    const before = await goneThings("everyone")
    await keepSearchUp()
    // However many topics it has, what was indexed of them goes as one.
    const gone = (await goneThings("everyone")).filter(({ id }) => !before.some((one) => one.id === id))
    expect(gone).toMatchObject([{ kind: "category", id: harbour.id, topics: 2 }])
    expect(await find("smuggling")).toEqual([])
    expect((await find("smuggling", ["members"])).toSorted()).toEqual([post, other].toSorted())
  })

  test.each([
    ["twice", twice],
    ["one by one", oneByOne],
    ["again after a crash", againAfter(3)],
  ])("comes out the same when changes are delivered %s", async (_, deliver) => {
    await scene()
    const { topic, post } = await aTopic(ann, harbour, { title: "Periwinkle stew", tags: [] })
    const replies = [await aReply(ann, topic, "periwinkle one"), await aReply(ann, topic, "periwinkle two")]
    await removePost(mod, { post: replies[0]!.post })
    await settle({ ...only, deliver })
    expect((await find("periwinkle", ["everyone"], { topic })).toSorted()).toEqual(
      [post, replies[1]!.post].toSorted(),
    )
  })

  test("finds nothing removed when an old batch comes late", async () => {
    await scene()
    await settle(only)
    const { topic } = await aTopic(ann, harbour, { title: "Krakens at noon" })
    const { post } = await aReply(ann, topic, "A krakenish thing.")
    const written = await changesSince()
    await removePost(mod, { post })
    await settle(only)
    await search.apply(written.filter(({ entityType }) => search.entities.includes(entityType)))
    expect(await find("krakenish")).toEqual([])
  })

  test("finds the same after it was made anew while people write, and forgets what has no item", async () => {
    await scene()
    const { topic, post } = await aTopic(ann, harbour, { title: "Barometers and fog" })
    const reply = await aReply(ann, topic, "Aneroid barometers lag.")
    await settle(only)
    const before = await find("barometers")
    let late = ""
    await rebuilt(search)
    late = (await aReply(ann, topic, "My barometer is of brass.")).post
    await settle(only)
    expect((await find("barometers")).toSorted()).toEqual([...before, late].toSorted())
    expect(before.toSorted()).toEqual([post, reply.post].toSorted())
  })

  test("has posts that an import adds to a topic", async () => {
    await scene()
    const { topic } = await aTopic(ann, harbour, { title: "Brought along" })
    await settle(only)
    const at = nowIso()
    const author = { id: ann.id, name: ann.name }
    const shown = { html: "<p>An old sextant.</p>", renderer: 1, createdAt: at, version: 1, likeCount: 0 }
    const post = { id: mintId(Date.parse(at), "old"), topic, author, imported: true as const, ...shown }
    await commit([putPost(post)])
    await settle(only)
    expect(await find("sextant")).toEqual([post.id])
  })

  test("is not asked when a post is liked or its author has a new name", async () => {
    await scene()
    const { topic } = await aTopic(ann, harbour)
    const { post } = await aReply(ann, topic)
    await settle(only)
    const { before, after, ...written } = await likedBy(mod, post)
    const renamed = { ...after!, author: { ...after!.author, name: "Somebody else" } }
    const sent = listen()
    await search.apply([{ ...written, before: before!, after: after! }])
    await search.apply([{ ...written, before: before!, after: renamed }])
    expect(sent).toEqual([])
  })

  test("keeps few fresh posts, whatever was written, and finds all", async () => {
    await scene()
    const { topic } = await aTopic(ann, harbour, { title: "Counting flotsam" })
    for (let i = 0; i < 40; i++) {
      await aReply(mod, topic, `Flotsam piece ${i}`)
      if (i % 10 === 9) await settle(only)
    }
    await searchIndex().keepUp()
    const fresh = await freshPosts("everyone")
    expect(fresh.length).toBeLessThan(16)
    expect(await find("flotsam", ["everyone"], { topic })).toHaveLength(41)
    for (const scope of SCOPES) {
      expect((await searchContents(scope)).work).toBeUndefined()
      expect((await goneThings(scope)).length).toBeLessThan(200)
    }
  })
})
