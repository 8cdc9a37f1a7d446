import { describe, expect, test } from "vitest"
import { findOldPost } from "#lib/db/patterns/site.ts"
import { archiveOf, sourceSinglePost, sourceTopic } from "#lib/testing/discourse.ts"
import { importedTopic, post, tableForEach } from "#lib/testing/imported.ts"
import { wrongImportedFigures } from "#lib/testing/recount-import.ts"
import { importDiscourse } from "./import.ts"

tableForEach()

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
