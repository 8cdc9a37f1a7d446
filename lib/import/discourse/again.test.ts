import { describe, expect, test } from "vitest"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { findOldAddress } from "#lib/db/patterns/site.ts"
import { userBySkeleton } from "#lib/db/patterns/users.ts"
import { editPost } from "#lib/forum/editing.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { reply } from "#lib/forum/posts.ts"
import { archiveOf, sourcePost, sourceTopic } from "#lib/testing/discourse.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { importedTopic, post, tableForEach } from "#lib/testing/imported.ts"
import { aForm, someone } from "#lib/testing/people.ts"
import { wrongImportedFigures } from "#lib/testing/recount-import.ts"
import { importDiscourse } from "./import.ts"

tableForEach()

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
