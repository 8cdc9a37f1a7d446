import { describe, expect, test } from "vitest"
import { getRevision } from "#lib/db/patterns/revisions.ts"
import { findOldAddress, findOldPost } from "#lib/db/patterns/site.ts"
import { topicsWithTag } from "#lib/db/patterns/tags.ts"
import { userBySkeleton } from "#lib/db/patterns/users.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { archiveOf, sourcePost, sourceSinglePost, sourceTopic } from "#lib/testing/discourse.ts"
import { importedTopic, onlyCategory, post, tableForEach } from "#lib/testing/imported.ts"
import { wrongImportedFigures } from "#lib/testing/recount-import.ts"
import { importDiscourse } from "./import.ts"

tableForEach()

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
