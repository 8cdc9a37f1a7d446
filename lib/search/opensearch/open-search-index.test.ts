import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { setChance } from "#lib/base/clock.ts"
import { forgetConfig } from "#lib/config.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { editPost } from "#lib/forum/editing.ts"
import { removePost } from "#lib/forum/removal.ts"
import { searchForum, similarTopics } from "#lib/forum/searching.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { search as projection } from "#lib/projections/search.ts"
import { type TestedOpenSearch, testedOpenSearch } from "#lib/testing/open-search.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { changesSince, settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { searchIndex } from "../current.ts"
import { parseQuery } from "../query.ts"
import { openSearchIndex } from "./open-search-index.ts"

freshTable()
const only = { projections: [projection] }
let server: TestedOpenSearch

beforeAll(async () => {
  server = await testedOpenSearch("forum-posts")
  process.env.SEARCH_URL = server.url.replace("//", "//ann:p%40ss@")
  process.env.SEARCH_INDEX = "forum-posts"
  forgetConfig()
})
afterEach(() => setChance())
afterAll(async () => {
  delete process.env.SEARCH_URL
  delete process.env.SEARCH_INDEX
  forgetConfig()
  await server.close()
})

const posts = async (
  actor: Parameters<typeof searchForum>[0],
  typed: string,
  order: "date" | "relevance" = "date",
) => (await searchForum(actor, { ...parseQuery(typed), order })).results.map(({ post }) => post.id)

test("SEARCH_URL puts OpenSearch in place of the table, with the name and password of the address", async () => {
  expect(searchIndex()).toBe(openSearchIndex)
  const [ann, harbour] = [await someone(), await aCategory()]
  const { topic, post } = await aTopic(ann, harbour, { title: "Gunwales", body: "Of ash." })
  const reply = await aReply(ann, topic, "My gunwale is of oak.")
  await settle(only)
  const first = server.requests[0]!
  expect(first).toMatchObject({ method: "HEAD", path: "/forum-posts" })
  expect(first.authorization).toBe(`Basic ${Buffer.from("ann:p@ss").toString("base64")}`)
  expect(await posts(GUEST, "gunwales")).toEqual([reply.post])
  const {
    results,
    topics,
    posts: count,
  } = await searchForum(GUEST, { ...parseQuery("gunwales"), order: "relevance" })
  expect(results.map((one) => [one.post.id, one.hit.others])).toEqual([[post, 1]])
  expect([topics, count]).toEqual([1, 2])
  expect(await posts(GUEST, '"is of oak"')).toEqual([reply.post])
  expect((await similarTopics(GUEST, "gunwales of ash")).map((one) => one.topic.id)).toEqual([topic])
})

test("edits, removals and moves follow, and what is closed stays closed", async () => {
  const [ann, mod] = [await someone(), await staff()]
  const [harbour, closed] = [await aCategory(), await aCategory({ readers: "staff" })]
  const { topic, post } = await aTopic(ann, harbour, { title: "Treenails", body: "Locust." })
  const { post: reply } = await aReply(ann, topic, "Treenail or rivet")
  await settle(only)
  await editPost(ann, { post: reply, version: 1, body: "Rivets of copper" })
  await settle(only)
  expect(await posts(GUEST, "treenails")).toEqual([post])
  expect(await posts(GUEST, "rivets")).toEqual([reply])
  await removePost(mod, { post: reply })
  await settle(only)
  expect(await posts(GUEST, "rivets")).toEqual([])
  await moveTopic(mod, { topic, category: closed.id })
  await settle(only)
  expect([await posts(GUEST, "treenails"), await posts(ann, "treenails")]).toEqual([[], []])
  expect(await posts(mod, "treenails")).toEqual([post])
})

test("what comes twice, late or in the wrong order changes nothing", async () => {
  const ann = await someone()
  const { topic } = await aTopic(ann, await aCategory(), { title: "Bulwarks" })
  await settle(only)
  const { post } = await aReply(ann, topic, "A keelson thing")
  const written = (await changesSince()).filter(({ entityType }) => projection.entities.includes(entityType))
  await removePost(ann, { post })
  await settle(only)
  await projection.apply(written)
  await projection.apply(written)
  expect(await posts(GUEST, "keelson")).toEqual([])
})

test("a server that is busy is asked again; one that refuses is told of", async () => {
  const { topic } = await aTopic(await someone(), await aCategory(), { title: "Patience" })
  await settle(only)
  server.failNext(2)
  expect((await searchForum(GUEST, { ...parseQuery("patience"), order: "date" })).results[0]?.topic.id).toBe(
    topic,
  )
  server.failNext(20)
  await expect(posts(GUEST, "patience")).rejects.toThrow("OpenSearch answered 503")
  server.failNext(0)
})

test("made anew it is the same, without what has no post", async () => {
  const before = new Set(await server.ids())
  await server.add("ghost", { post: "ghost", topic: "ghost", scope: "everyone", text: "boo", stamp: 1 })
  await rebuilt(projection)
  expect(new Set(await server.ids())).toEqual(before)
})

test("what a server turns away of many is sent again, until it has it", async () => {
  const ann = await someone()
  const { topic } = await aTopic(ann, await aCategory(), { title: "Garboards" })
  for (const n of [1, 2, 3]) await aReply(ann, topic, `Garboard number ${n}`)
  server.turnAway(6)
  await settle(only)
  expect(await posts(GUEST, "garboards")).toHaveLength(1)
  const { posts: count } = await searchForum(GUEST, { ...parseQuery("garboards"), order: "relevance" })
  expect(count).toBe(4)
  server.turnAway(100)
  await aReply(ann, topic, "One too many garboards")
  await expect(settle(only)).rejects.toThrow("OpenSearch answered 429")
  server.turnAway(0)
})
