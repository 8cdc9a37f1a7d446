import { randomUUID } from "node:crypto"
import { beforeEach, describe, expect, inject, test } from "vitest"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"
import { getRevision } from "#lib/db/patterns/revisions.ts"
import { findOldAddress, findOldPost } from "#lib/db/patterns/site.ts"
import { findTopic, topicsWithTag } from "#lib/db/patterns/topics.ts"
import { userBySkeleton } from "#lib/db/patterns/users.ts"
import { connect, ensureTable } from "#lib/db/table.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { editPost, reply } from "#lib/forum/posts.ts"
import { archiveOf, sourcePost, sourceSinglePost, sourceTopic } from "#lib/testing/discourse.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { aForm, someone } from "#lib/testing/people.ts"
import { wrongImportedFigures } from "#lib/testing/recount-import.ts"
import { freshTable } from "#lib/testing/table.ts"
import { importDiscourse } from "./import.ts"

freshTable()

beforeEach(async () => {
  connect({ endpoint: inject("endpoint"), name: `test-${randomUUID()}` })
  await ensureTable()
})

async function importedTopic(number: number): Promise<{ topic: Topic; posts: Post[] }> {
  const old = await findOldAddress(`discourse#t#${number}`)
  const id = old?.to.kind === "topic" ? old.to.topic : ""
  return { topic: (await findTopic(id))!, posts: await postsFrom(id, { limit: 10_000 }) }
}

async function onlyCategory(): Promise<Category> {
  return (await listCategories())[0]!
}

const post = (id: number, number: number, changes = {}) =>
  sourcePost({ id, topic_id: 22, post_number: number, ...changes })

describe("an imported topic", () => {
  test("keeps its title, people, times, order and closed state", async () => {
    const stream = [post(1, 1), post(2, 2, { username: "ines", user_id: 2 }), post(3, 3)]
    await importDiscourse(
      archiveOf({ "22.json": sourceTopic(22, stream, { closed: true, tags: ["Tide Tables"] }) }),
    )
    const { topic, posts } = await importedTopic(22)
    expect(topic).toMatchObject({
      title: "Topic of the quay 22",
      locked: true,
      postCount: 3,
      tags: ["tide-tables"],
    })
    expect(posts.map(({ author, createdAt }) => [author.name, createdAt])).toEqual([
      ["jory", "2021-05-01T08:01:00.000Z"],
      ["ines", "2021-05-01T08:02:00.000Z"],
      ["jory", "2021-05-01T08:03:00.000Z"],
    ])
    expect((await topicsWithTag("tide-tables", () => true)).items).toHaveLength(1)
    expect((await userBySkeleton(skeletonOf("jory")))!).toMatchObject({ topicCount: 1, postCount: 2 })
  })

  test("comes from single posts as well, with the Markdown that was typed", async () => {
    const folder = archiveOf({
      "a/1.json": sourceSinglePost({ id: 1, topic_id: 7, post_number: 1 }),
      "a/2.json": sourceSinglePost({ id: 2, topic_id: 7, post_number: 2, raw: "Thanks :tada:" }),
    })
    await importDiscourse(folder)
    const { posts } = await importedTopic(7)
    expect(posts[0]!.html).toContain("<strong>dry</strong>")
    expect((await getRevision(posts[0]!.id, 1))?.source).toBe("The slip is **dry** until noon.")
    expect(posts[1]!.html).toContain("🎉")
  })

  test("stays in the order of its numbers when times are odd or missing", async () => {
    const stream = [
      post(1, 1, { created_at: "2021-05-02T00:00:00Z" }),
      post(2, 2, { created_at: "2020-01-01T00:00:00Z" }),
      post(3, 3, { created_at: null, updated_at: "gone" }),
      post(4, 4, { created_at: "9999-01-01T00:00:00Z" }),
      post(5, 5, { created_at: "2021-05-03T00:00:00Z" }),
    ]
    const report = await importDiscourse(archiveOf({ "22.json": sourceTopic(22, stream) }))
    const { posts } = await importedTopic(22)
    const numbers = await Promise.all([1, 2, 3, 4, 5].map((n) => findOldPost("discourse#t#22", n)))
    expect(posts.map(({ id }) => id)).toEqual(numbers)
    expect(posts[1]!.createdAt).toBe("2020-01-01T00:00:00.000Z")
    expect(report.reasons.note.get("post without a valid time, put where its number says")?.count).toBe(2)
  })

  test("without its first post begins with the earliest one", async () => {
    const folder = archiveOf({ "6.json": sourceSinglePost({ id: 6, topic_id: 9, post_number: 6 }) })
    await importDiscourse(folder)
    const { topic, posts } = await importedTopic(9)
    expect(topic.firstPost).toBe(posts[0]!.id)
    expect(topic.title).toBe("Topic of the quay 9")
  })

  test("has likes, replies, an accepted answer and edits", async () => {
    const stream = [
      post(1, 1, { actions_summary: [{ id: 2, count: 3 }] }),
      post(2, 2, {
        username: "ines",
        user_id: 2,
        reply_to_post_number: 1,
        actions_summary: [{ id: 2, count: 4 }],
      }),
      post(3, 3, { version: 3, updated_at: "2021-06-01T00:00:00Z" }),
    ]
    await importDiscourse(
      archiveOf({ "22.json": sourceTopic(22, stream, { accepted_answer: { post_number: 2 } }) }),
    )
    const { topic, posts } = await importedTopic(22)
    expect(topic.likeCount).toBe(7)
    expect(topic.answer?.post).toBe(posts[1]!.id)
    expect((await onlyCategory()).kind).toBe("question")
    expect(posts[1]!.replyTo).toEqual({ id: posts[0]!.id, author: posts[0]!.author })
    expect(posts[2]).toMatchObject({ editedAt: "2021-06-01T00:00:00.000Z", version: 1 })
  })

  test("shows neither hidden nor deleted posts, and keeps their text for staff", async () => {
    const stream = [
      post(1, 1, { hidden: true, cooked: "<p>buy my boats</p>" }),
      post(2, 2, { deleted_at: "2021-06-01T00:00:00Z" }),
      post(3, 3, { user_deleted: true }),
      post(4, 4),
    ]
    await importDiscourse(archiveOf({ "22.json": sourceTopic(22, stream) }))
    const { topic, posts } = await importedTopic(22)
    expect(posts.map(({ removed }) => removed?.byStaff)).toEqual([true, true, false, undefined])
    expect(posts[0]!.html).toContain("buy my boats")
    expect(topic.excerpt).toBe("")
    expect(topic.removed).toBeUndefined()
  })

  test("leaves out private messages, whispers and notes of actions, but closes by them", async () => {
    const folder = archiveOf({
      "secret.json": sourceTopic(23, [sourcePost({ id: 9, topic_id: 23, post_number: 1 })], {
        archetype: "private_message",
      }),
      "22.json": sourceTopic(
        22,
        [
          post(1, 1),
          post(2, 2, { post_type: 4 }),
          post(3, 3, { post_type: 3, action_code: "closed.enabled", cooked: "" }),
        ],
        { closed: undefined },
      ),
      "8-1.json": sourceSinglePost({ id: 81, topic_id: 8, post_number: 1 }),
      "8-2.json": sourceSinglePost({
        id: 82,
        topic_id: 8,
        post_number: 2,
        post_type: 3,
        action_code: "closed.enabled",
      }),
    })
    const report = await importDiscourse(folder)
    expect(await findOldAddress("discourse#t#23")).toBeUndefined()
    expect((await importedTopic(22)).posts).toHaveLength(1)
    expect((await importedTopic(8)).topic.locked).toBe(true)
    expect(report.posts).toMatchObject({ read: 6, written: 2, skipped: 4 })
  })

  test("is counted right, with its pages, in topic, category, member and top lists", async () => {
    const long = Array.from({ length: 45 }, (_, i) =>
      post(100 + i, 1 + 2 * i, { user_id: 1 + (i % 3), username: ["jory", "ines", "nele"][i % 3] }),
    )
    await importDiscourse(
      archiveOf({
        "22.json": sourceTopic(22, long),
        "30.json": sourceTopic(30, [sourcePost({ id: 1, topic_id: 30, post_number: 1 })], { category_id: 6 }),
        "31.json": sourceTopic(31, [sourcePost({ id: 2, topic_id: 31, post_number: 1, hidden: true })]),
      }),
    )
    expect(await wrongImportedFigures()).toEqual([])
  })
})

describe("people", () => {
  test("who were renamed are known by all their names", async () => {
    const folder = archiveOf({
      "1.json": sourceSinglePost({ id: 1, topic_id: 3, post_number: 1, username: "OldJory", raw: "Hello" }),
      "2.json": sourceSinglePost({
        id: 2,
        topic_id: 3,
        post_number: 2,
        username: "JorySails",
        raw: "Renamed.",
      }),
      "3.json": sourceSinglePost({
        id: 3,
        topic_id: 3,
        post_number: 3,
        username: "ines",
        user_id: 2,
        raw: '[quote="OldJory, post:1"]\nHello\n[/quote]\nHello @oldjory and @nobody',
      }),
    })
    await importDiscourse(folder)
    const { posts } = await importedTopic(3)
    expect(posts[0]!.author).toEqual(posts[1]!.author)
    expect(posts[0]!.author.name).toBe("JorySails")
    expect(posts[2]!.html).toContain('href="/u/JorySails">JorySails</a>')
    expect(posts[2]!.html).toContain(`/p/${posts[0]!.id.toLowerCase()}`)
    expect(posts[2]!.html).toContain("@JorySails</a>")
    expect(posts[2]!.html).not.toContain("/u/nobody")
    expect((await findOldAddress("discourse#u#oldjory"))?.to).toEqual({ kind: "member", name: "JorySails" })
  })

  test("whose names are impossible or taken here get the nearest free one", async () => {
    await someone("Nele")
    const names = ["nele", "ab", "a-name-of-more-than-twenty-letters", "system", "İstanbul_ile"]
    const stream = names.map((username, i) => post(i + 1, i + 1, { username, user_id: 50 + i }))
    const report = await importDiscourse(archiveOf({ "22.json": sourceTopic(22, stream) }))
    const { posts } = await importedTopic(22)
    const given = posts.map(({ author }) => author.name)
    expect(given[0]).toBe("nele-2")
    expect(given[1]).toBe("ab-2")
    expect(given[2]).toBe("a-name-of-more-than")
    expect(given[3]).not.toMatch(/system/i)
    expect(new Set(given.map(skeletonOf)).size).toBe(names.length)
    expect((await findOldAddress("discourse#u#nele"))?.to).toEqual({ kind: "member", name: "nele-2" })
    expect(report.members).toMatchObject({ written: 5, kept: 0 })
  })

  test("of deleted accounts are somebody all the same", async () => {
    const stream = [post(1, 1, { username: null, user_id: null })]
    await importDiscourse(archiveOf({ "22.json": sourceTopic(22, stream) }))
    expect((await importedTopic(22)).posts[0]!.author.name).toMatch(/^member-\d+$/)
  })
})

describe("categories", () => {
  test("have their names, colours and levels where the source tells them; closed ones stay closed", async () => {
    const one = (id: number, category_id: number) =>
      sourceTopic(id, [sourcePost({ id, topic_id: id, post_number: 1 })], { category_id })
    await importDiscourse(
      archiveOf({
        "site.json": {
          categories: [
            { id: 1, name: "Boats", color: "00ff00", description_text: "All of them" },
            { id: 2, name: "Small boats", parent_category_id: 1 },
            { id: 3, name: "Tiny boats", parent_category_id: 2 },
            { id: 4, name: "Office", read_restricted: true },
          ],
        },
        "2.json": one(2, 2),
        "3.json": one(3, 3),
        "4.json": one(4, 4),
        "11.json": one(11, 11),
      }),
    )
    const found = (await listCategories()).map(({ id, name, parent, readers }) => [id, name, parent, readers])
    expect(found.sort()).toEqual([
      ["boats", "Boats", undefined, "everyone"],
      ["category-11", "Category 11", undefined, "everyone"],
      ["office", "Office", undefined, "staff"],
      ["small-boats", "Small boats", "boats", "everyone"],
      ["tiny-boats", "Tiny boats", "boats", "everyone"],
    ])
    expect((await listCategories()).find(({ id }) => id === "boats")?.hue).toBe(120)
    expect((await findOldAddress("discourse#c#11"))?.to).toEqual({
      kind: "category",
      category: "category-11",
    })
    // What lies in closed ones is in no member's public figures.
    expect(await wrongImportedFigures()).toEqual([])
  })
})

describe("files", () => {
  test("that are broken, foreign or empty are skipped with the reason, and everything adds up", async () => {
    const report = await importDiscourse(
      archiveOf({
        "22.json": sourceTopic(22, [post(1, 1), post(2, 1), post(3, 3, { cooked: " <p></p> " }), post(4, 9)]),
        "cut.json": '{"id": 3, "post_stream": {"posts": [{"id"',
        "empty.json": "",
        "foreign.json": { name: "a package", version: "1.0.0" },
        "list.json": [1, null, "x"],
        "notes.txt": "not for us",
        "odd.json": { post_stream: { posts: [null, { id: "x" }] }, id: 5, title: "Odd" },
      }),
    )
    expect(report.files).toEqual({ found: 7, read: 2, skipped: 5 })
    expect(report.posts).toMatchObject({ read: 6, written: 3, skipped: 3, merged: 0 })
    expect([...report.reasons.file.keys()].sort()).toEqual([
      "empty file",
      "no valid JSON (cut off?)",
      "not a .json file",
      "not a topic, a post or a list of categories of Discourse",
    ])
    const { posts } = await importedTopic(22)
    expect(posts).toHaveLength(3)
    expect(await findOldPost("discourse#t#22", 1)).toBe(posts[0]!.id)
  })

  test("of one post, repeated, are one post: the latest", async () => {
    const folder = archiveOf({
      "1-new.json": sourceSinglePost({
        id: 1,
        topic_id: 3,
        post_number: 1,
        updated_at: "2022-01-01T00:00:00Z",
        raw: "new",
        topic_title: "The new title",
      }),
      "1-old.json": sourceSinglePost({
        id: 1,
        topic_id: 3,
        post_number: 1,
        raw: "old",
        topic_title: "The old title",
      }),
    })
    const report = await importDiscourse(folder)
    const { topic, posts } = await importedTopic(3)
    expect(posts.map(({ html }) => html)).toEqual(["<p>new</p>\n"])
    expect(topic.title).toBe("The new title")
    expect(report.posts).toMatchObject({ read: 2, written: 1, merged: 1 })
  })

  test("with a post larger than an item lose nothing: it goes on in the next one", async () => {
    const paragraphs = Array.from(
      { length: 9_000 },
      (_, i) => `Paragraph ${i} of a very long log about one summer at sea.`,
    )
    const folder = archiveOf({
      "1.json": sourceSinglePost({
        id: 1,
        topic_id: 3,
        post_number: 1,
        raw: paragraphs.join("\n\n"),
        actions_summary: [{ id: 2, count: 5 }],
      }),
      "2.json": sourceSinglePost({
        id: 2,
        topic_id: 3,
        post_number: 2,
        created_at: "2021-05-01T08:01:00.001Z",
        raw: "Too long.",
      }),
    })
    const report = await importDiscourse(folder)
    const { topic, posts } = await importedTopic(3)
    expect(posts.length).toBeGreaterThan(2)
    expect(posts.at(-1)!.html).toContain("Too long.")
    const text = posts.map(({ html }) => html).join("")
    expect(paragraphs.every((one) => text.includes(`<p>${one}</p>`))).toBe(true)
    expect(topic).toMatchObject({ postCount: posts.length, likeCount: 5 })
    expect(report.posts).toMatchObject({ read: 2, written: 2 })
    expect(await wrongImportedFigures()).toEqual([])
  })
})

describe("an import that is run again", () => {
  const first = { "22.json": sourceTopic(22, [post(1, 1), post(2, 2, { username: "ines", user_id: 2 })]) }

  test("changes nothing", async () => {
    const folder = archiveOf(first)
    await importDiscourse(folder)
    const before = await importedTopic(22)
    const report = await importDiscourse(folder)
    expect(report.posts).toMatchObject({ read: 2, written: 0, kept: 2 })
    expect(report.members).toMatchObject({ written: 0, kept: 2 })
    expect(await importedTopic(22)).toEqual(before)
    expect(await wrongImportedFigures()).toEqual([])
  })

  test("adds what is new, and leaves what was edited and replied here meanwhile", async () => {
    await importDiscourse(archiveOf(first))
    const { topic, posts } = await importedTopic(22)
    const nele = await someone(undefined, { role: "moderator" })
    await editPost(nele, { post: posts[1]!.id, version: 1, body: "Put right by Nele." })
    await reply(nele, { form: aForm(), topic: topic.id, body: "And welcome here." })
    const stream = [
      post(1, 1),
      post(2, 2, { username: "ines", user_id: 2 }),
      post(3, 3, { username: "pete", user_id: 3, actions_summary: [{ id: 2, count: 2 }] }),
    ]
    const more = archiveOf({
      "22.json": sourceTopic(22, stream),
      "24.json": sourceTopic(24, [sourcePost({ id: 40, topic_id: 24, post_number: 1 })]),
    })
    const report = await importDiscourse(more)
    expect(report.posts).toMatchObject({ written: 2, kept: 2 })
    await settleFigures()
    const now = await importedTopic(22)
    expect(now.posts.map(({ html }) => html.trim())).toEqual([
      "<p>The slip is dry until noon.</p>",
      "<p>Put right by Nele.</p>",
      "<p>The slip is dry until noon.</p>",
      "<p>And welcome here.</p>",
    ])
    expect(now.topic).toMatchObject({ postCount: 4, likeCount: 2 })
    expect(await wrongImportedFigures({ [nele.id]: 10 })).toEqual([])
  })

  test("goes on after it was interrupted, and the figures are right in between", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [
        `${i}.json`,
        sourceTopic(i, [
          sourcePost({ id: 2 * i, topic_id: i, post_number: 1 }),
          sourcePost({ id: 2 * i + 1, topic_id: i, post_number: 2 }),
        ]),
      ]),
    )
    const folder = archiveOf(files)
    let asked = 0
    const report = await importDiscourse(folder, { stopped: () => ++asked > 103 })
    expect(report.interrupted).toBe(true)
    expect(report.posts.written).toBeGreaterThan(0)
    expect(report.posts.written + report.posts.left).toBe(200)
    expect(await wrongImportedFigures()).toEqual([])
    const rest = await importDiscourse(folder)
    expect(rest.posts.written + rest.posts.kept).toBe(200)
    expect(rest.posts.written).toBe(report.posts.left)
    expect(await wrongImportedFigures()).toEqual([])
  })

  test("from another forum mixes nothing, though topics, people and categories are numbered alike", async () => {
    await importDiscourse(archiveOf(first))
    const elsewhere = { avatar_template: "/user_avatar/other.example/x/{size}/1.png" }
    const other = sourceTopic(22, [
      post(1, 1, { ...elsewhere, cooked: "<p>Elsewhere</p>", username: "ines" }),
    ])
    const report = await importDiscourse(archiveOf({ "22.json": other }))
    expect(report.posts).toMatchObject({ written: 1, kept: 0 })
    expect((await importedTopic(22)).posts).toHaveLength(2)
    expect((await listCategories()).map(({ id }) => id).sort()).toEqual(["category-5", "category-5-2"])
    expect((await userBySkeleton(skeletonOf("ines-2")))?.postCount).toBe(1)
    expect(await wrongImportedFigures()).toEqual([])
  })
})

test("a dry run reports the same and writes nothing", async () => {
  const folder = archiveOf({ "22.json": sourceTopic(22, [post(1, 1), post(2, 2)]) })
  const report = await importDiscourse(folder, { dryRun: true })
  expect(report.posts).toMatchObject({ read: 2, written: 2 })
  expect(await listCategories()).toEqual([])
  expect(await findOldAddress("discourse#t#22")).toBeUndefined()
})
