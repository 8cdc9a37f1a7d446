/** Every list that has pages: walked both ways, with items that vanish, and with cursors that somebody made up. */
import fc from "fast-check"
import { beforeAll, describe, expect, test } from "vitest"
import { mintId } from "#lib/base/ids.ts"
import type { Cursor, Page } from "#lib/base/page.ts"
import { freshTable } from "#lib/testing/table.ts"
import { putMany } from "../batch.ts"
import { commit } from "../commit.ts"
import type { Person } from "../items/entity.ts"
import { type Post, Posts } from "../items/posts.ts"
import { TagTopics, type Topic, Topics } from "../items/topics.ts"
import { tagTopicKey, topicKey } from "../keys/topics.ts"
import { postsByAuthor } from "./posts.ts"
import { topicsWithTag } from "./tags.ts"
import { topicsByActivity, topicsByAuthor, topicsByCreation } from "./topics.ts"

freshTable()

const START = Date.UTC(2026, 0, 1)
const iso = (i: number) => new Date(START + i * 60_000).toISOString()
const person = (id: string): Person => ({ id, name: id })

function aRow(category: string, author: string, i: number, changes: Partial<Topic> = {}): Topic {
  const id = mintId(START + i * 60_000, `${category}${i}`)
  return {
    id,
    category,
    title: `Topic ${i}`,
    slug: "topic",
    author: person(author),
    firstPost: id,
    excerpt: "",
    tags: [],
    createdAt: iso(i),
    updatedAt: iso(i),
    version: 1,
    postCount: 1,
    likeCount: 0,
    // The order of activity is the reverse of that of creation.
    lastPostAt: iso(1_000_000 - i),
    lastPost: { id, author: person(author) },
    locked: false,
    ...changes,
  }
}

function aPost(topic: string, author: string, i: number): Post {
  const id = mintId(START + i * 60_000, `${topic}${author}${i}`)
  return {
    id,
    topic,
    author: person(author),
    html: "",
    renderer: 1,
    createdAt: iso(i),
    version: 1,
    likeCount: 0,
  }
}

const COUNT = 95
const gap = { by: person("mod"), at: iso(0), byStaff: true }
/** A run of removed topics that is longer than a page with all its refills. */
const isGone = (i: number) => i % 5 === 0 || (i > 100 && i < 250)
const visible = (topic: Topic) => !topic.removed && Number(topic.title.slice(6)) % 3 !== 0
const isOpen = ({ category }: { category: string }) => category !== "closed"

type Walk = {
  name: string
  ids: string[]
  page: (cursor?: Cursor) => Promise<Page<{ id: string }>>
  size: number
}
const walks: Record<string, Walk> = {}
const range = (n: number) => Array.from({ length: n }, (_, i) => i)
const newestFirst = (rows: { id: string }[]) => rows.map((row) => row.id).reverse()

beforeAll(async () => {
  const plain = range(COUNT).map((i) => aRow("plain", "ann", i))
  const holes = range(300).map((i) => aRow("holes", "ben", i, isGone(i) ? { removed: gap } : {}))
  const tagged = range(COUNT).map((i) => aRow(i % 3 === 0 ? "closed" : "open", "cleo", i, { tags: ["sea"] }))
  const posts = range(COUNT).map((i) => aPost(plain[i % 7]!.id, "dora", i))
  // Neighbours in the same partitions and next to them, which no list may show.
  const others = range(40).flatMap((i) => [aRow("plainer", "anna", i), aRow("plai", "an", i)])
  await putMany([...plain, ...holes, ...tagged, ...others].map(Topics.encode))
  await putMany(posts.map(Posts.encode))
  await putMany(
    tagged.flatMap((row) =>
      ["sea", "seas"].map((tag) => TagTopics.encode({ tag, topic: row.id, category: row.category })),
    ),
  )
  const seen = (rows: Topic[]) => rows.filter(visible)
  Object.assign(walks, {
    activity: {
      ids: plain.map((row) => row.id),
      page: (c?: Cursor) => topicsByActivity("plain", c),
      size: 30,
    },
    creation: { ids: newestFirst(plain), page: (c?: Cursor) => topicsByCreation("plain", c), size: 30 },
    "creation with holes": {
      ids: newestFirst(holes.filter((row) => !row.removed)),
      page: (c?: Cursor) => topicsByCreation("holes", c),
      size: 30,
    },
    "author's topics": {
      ids: newestFirst(seen(plain)),
      page: (c?: Cursor) => topicsByAuthor("ann", visible, c),
      size: 30,
    },
    "author's posts": {
      ids: newestFirst(posts.filter((_, i) => i % 4 > 0)),
      page: (c?: Cursor) =>
        postsByAuthor(
          "dora",
          async (some) => some.filter((post) => (Date.parse(post.createdAt) / 60_000) % 4 > 0),
          c,
        ),
      size: 20,
    },
    tag: {
      ids: newestFirst(tagged.filter(isOpen)),
      page: (c?: Cursor) => topicsWithTag("sea", isOpen, c),
      size: 30,
    },
  })
})

const NAMES = ["activity", "creation", "creation with holes", "author's topics", "author's posts", "tag"]

async function follow(walk: Walk, way: "older" | "newer", from?: Cursor): Promise<string[]> {
  const ids: string[] = []
  let cursor = from
  for (let turn = 0; turn < 60; turn++) {
    const page = await walk.page(cursor)
    expect(page.items.length).toBeLessThanOrEqual(walk.size)
    const some = page.items.map((item) => item.id)
    if (way === "older") ids.push(...some)
    else ids.unshift(...some)
    cursor = page[way]
    if (!cursor) return ids
  }
  throw new Error("The walk never ended.")
}

describe.each(NAMES)("the list by %s", (name) => {
  test("shows everything once, walked from either end", async () => {
    const walk = walks[name]!
    expect(await follow(walk, "older")).toEqual(walk.ids)
    expect(await follow(walk, "newer", { direction: "oldest" })).toEqual(walk.ids)
  })

  test("leads back to where one came from, at every page", async () => {
    const walk = walks[name]!
    let before = await walk.page()
    expect(before.newer).toBeUndefined()
    while (before.older) {
      const next = await walk.page(before.older)
      const back = next.newer && (await follow(walk, "newer", next.newer))
      const upTo = walk.ids.indexOf(before.items.at(-1)?.id ?? "")
      if (before.items.length > 0 && next.items.length > 0)
        expect(back?.slice(0, upTo + 1)).toEqual(walk.ids.slice(0, upTo + 1))
      before = next
    }
  })

  test("cannot be left by a made-up cursor, and none of them fails", async () => {
    const walk = walks[name]!
    const cursors = fc.record({
      direction: fc.constantFrom("older" as const, "newer" as const),
      from: fc.record({
        time: fc.integer({ min: 0, max: 36 ** 9 - 1 }).map((ms) => new Date(ms).toISOString()),
        id: fc.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
      }),
    })
    await fc.assert(
      fc.asyncProperty(cursors, async (cursor) => {
        const page = await walk.page(cursor)
        for (const { id } of page.items) expect(walk.ids).toContain(id)
      }),
      { numRuns: 10 },
    )
  })
})

describe("a cursor", () => {
  test("keeps working when the item that it names is gone", async () => {
    const first = await topicsByCreation("plain")
    const boundary = first.items.at(-1)!
    await commit([{ kind: "delete", key: topicKey("plain", boundary.id) }])
    const next = await topicsByCreation("plain", first.older)
    const all = walks.creation!.ids
    expect(next.items[0]?.id).toBe(all[all.indexOf(boundary.id) + 1])
    const tag = await topicsWithTag("sea", () => true)
    await commit([{ kind: "delete", key: tagTopicKey("sea", tag.items.at(-1)!.id) }])
    expect((await topicsWithTag("sea", () => true, tag.older)).items).toHaveLength(30)
  })

  test("behind which nothing is left leads to the last page", async () => {
    const [oldest] = (await topicsByCreation("open", { direction: "oldest" })).items.slice(-1)
    const page = await topicsByCreation("open", {
      direction: "older",
      from: { time: oldest!.createdAt, id: oldest!.id },
    })
    expect(page).toEqual({ items: [], newer: { direction: "oldest" } })
  })
})
