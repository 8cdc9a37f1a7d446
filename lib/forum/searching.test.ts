import { beforeAll, describe, expect, test } from "vitest"
import type { Category } from "#lib/db/items/categories.ts"
import { search as projection } from "#lib/projections/search.ts"
import { parseQuery } from "#lib/search/query.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { type Actor, GUEST, type Member } from "./actor.ts"
import { changeCategory } from "./categories.ts"
import { removePost } from "./removal.ts"
import { relatedTopics, searchForum, similarTopics } from "./searching.ts"

freshTable()
const only = { projections: [projection] }

let [ann, ben, mod]: Member[] = []
let [open, members, closed, below]: Category[] = []

beforeAll(async () => {
  ;[ann, ben, mod] = [await someone("Ann"), await someone("Ben"), await staff()]
  open = await aCategory({ name: "Boat building" })
  below = await aCategory({ name: "Masts", parent: open.id })
  members = await aCategory({ readers: "members" })
  closed = await aCategory({ readers: "staff" })
})

async function search(actor: Actor, typed: string, more: { topic?: string; order?: "date" } = {}) {
  return searchForum(actor, { ...parseQuery(typed), order: "relevance", ...more })
}
async function posts(actor: Actor, typed: string, more: { topic?: string; order?: "date" } = {}) {
  return (await search(actor, typed, more)).results.map(({ post }) => post.id)
}

describe("what may not be read", () => {
  let hidden: string

  beforeAll(async () => {
    await aTopic(await someone(), open!, { title: "Whispering in the open", body: "The xylophone rusts." })
    await aTopic(await someone(), members!, {
      title: "Whispering among us",
      body: "The xylophone rusts among us.",
    })
    hidden = (await aTopic(mod!, closed!, { title: "Whispering of staff", body: "Xylophone, said staff." }))
      .topic
    await settle(only)
  })

  test.each([
    ["a guest", () => GUEST, 1],
    ["a member", () => ann!, 2],
    ["a moderator", () => mod!, 3],
  ])("is in neither results nor counts of %s", async (_, actor, count) => {
    const found = await search(actor(), "xylophone")
    expect([found.results.length, found.posts, found.topics]).toEqual([count, count, count])
  })

  test("is not told by its category's name, nor by its topic's", async () => {
    const found = await search(ann!, `xylophone category:${closed!.id}`)
    expect([found.posts, found.unknown]).toEqual([0, ["category"]])
    expect(await search(ann!, "xylophone category:nothing-at-all")).toMatchObject({ unknown: ["category"] })
    expect(await posts(ann!, "xylophone", { topic: hidden })).toEqual([])
  })

  test("is neither similar nor related", async () => {
    const similar = async (actor: Actor) =>
      (await similarTopics(actor, "Whispering xylophones")).map(({ category }) => category.id)
    expect(await similar(GUEST)).toEqual([open!.id])
    expect((await similar(mod!)).toSorted()).toEqual([open!.id, members!.id, closed!.id].toSorted())
    const { topic } = await aTopic(await someone(), open!, { title: "More whispering of xylophones" })
    await settle(only)
    const related = async (actor: Actor) =>
      (await relatedTopics(actor, { id: topic, title: "Whispering", tags: ["xylophone"] })).map(
        ({ id }) => id,
      )
    expect(await related(GUEST)).toHaveLength(1)
    expect(await related(GUEST)).not.toContain(hidden)
    expect(await related(mod!)).toContain(hidden)
  })

  test("takes nobody's place where it was closed a moment ago, and the index does not know it yet", async () => {
    const shutting = await aCategory()
    const title = "Whispering narwhals at dusk"
    for (let n = 0; n < 6; n++) await aTopic(await someone(), shutting, { title })
    const { topic } = await aTopic(await someone(), open!, { title: "Narwhals, whispering" })
    const { topic: asked } = await aTopic(await someone(), open!, { title: "Narwhals that whisper" })
    await settle(only)
    await changeCategory({ kind: "operator" }, shutting.id, { readers: "staff" })
    const similar = (await similarTopics(GUEST, title)).map((one) => one.topic.id)
    expect(similar.toSorted()).toEqual([topic, asked].toSorted())
    const related = await relatedTopics(GUEST, { id: asked, title, tags: [] })
    expect(related).toEqual([{ id: topic, category: open!.id }])
  })

  test("is not there for the author of a removed post either", async () => {
    const { topic } = await aTopic(await someone(), open!, { title: "Something about quokkas" })
    const { post } = await aReply(ben!, topic, "A quokka bit me.")
    await settle(only)
    await removePost(mod!, { post })
    await settle(only)
    expect((await search(ben!, "quokka")).posts).toBe(1)
  })

  test("is left out even before the index knows", async () => {
    const { topic } = await aTopic(await someone(), open!, { title: "Something about wombats" })
    const { post } = await aReply(ben!, topic, "Wombattish indeed.")
    await settle(only)
    await removePost(mod!, { post })
    expect(await posts(GUEST, "wombattish")).toEqual([])
  })
})

describe("filters", () => {
  let first: string
  let reply: string
  let other: string
  let topic: string

  beforeAll(async () => {
    const started = await aTopic(mod!, open!, {
      title: "Steaming ribs",
      body: "A kettle and a pipe. The ribs are of green oak.",
      tags: ["oak", "steam"],
    })
    ;[first, topic] = [started.post, started.topic]
    reply = (await aReply(ben!, topic, "Oak green from the tree, and a kettle.")).post
    other = (await aTopic(await someone(), below!, { title: "Kettles for masts", body: "No oak there." }))
      .post
    await settle(only)
  })

  test("by author, by tag, in a topic", async () => {
    expect(await posts(GUEST, "kettle author:Ben")).toEqual([reply])
    expect((await posts(GUEST, "kettle tag:steam", { topic })).toSorted()).toEqual([first, reply].toSorted())
    expect(await posts(GUEST, "kettle tag:steam tag:nothing")).toEqual([])
    expect((await posts(GUEST, "kettle", { topic })).toSorted()).toEqual([first, reply].toSorted())
    expect(await search(GUEST, "kettle author:nobody-at-all")).toMatchObject({
      unknown: ["author"],
      posts: 0,
    })
  })

  test("by category, whatever it is called by, with those below it", async () => {
    const all = [first, reply, other].toSorted()
    const found = async (typed: string) => (await search(GUEST, typed)).posts
    expect(await found(`kettle category:${open!.id}`)).toBe(all.length)
    expect(await found('kettle category:"boat building"')).toBe(all.length)
    expect(await posts(GUEST, "kettle category:masts")).toEqual([other])
  })

  test("by date", async () => {
    expect(await posts(GUEST, "kettle before:2020")).toEqual([])
    expect((await search(GUEST, "kettle after:2020")).posts).toBe(3)
  })

  test("alone, newest first", async () => {
    expect(await posts(GUEST, "author:Ben tag:oak")).toEqual([reply])
    expect((await search(GUEST, "tag:steam")).posts).toBe(2)
  })

  test("phrases: the words side by side, in that order", async () => {
    expect(await posts(GUEST, '"green oak"')).toEqual([first])
    expect(await posts(GUEST, '"oak green"')).toEqual([reply])
    expect(await posts(GUEST, '"kettle and a pipe"')).toEqual([first])
    expect(await posts(GUEST, '"kettle pipe"')).toEqual([])
  })

  test("one result for a topic, its best post, with how many more there are", async () => {
    const { results, posts, topics } = await search(GUEST, "kettle")
    expect([results.length, posts, topics]).toEqual([2, 3, 2])
    expect(results.find((result) => result.topic.id === topic)?.hit.others).toBe(1)
  })
})

test("a list is paged by where the page before ended, in both orders, with nothing twice", async () => {
  const { topic } = await aTopic(await someone(), open!, { title: "Counting albatrosses" })
  for (let i = 0; i < 45; i++) await aReply(await someone(), topic, `albatross ${"again ".repeat(i % 7)}`)
  await settle(only)
  for (const order of ["relevance", "date"] as const) {
    const seen: string[] = []
    let from: { score: number; post: string } | undefined
    do {
      const asked = { ...parseQuery("albatross"), order, topic, ...(from && { from }) }
      const page = await searchForum(GUEST, asked)
      seen.push(...page.results.map(({ post }) => post.id))
      expect(page.posts).toBe(46)
      from = page.next
    } while (from)
    expect(new Set(seen).size).toBe(46)
    expect(seen).toHaveLength(46)
    if (order === "date") expect(seen).toEqual(seen.toSorted().toReversed())
  }
})
