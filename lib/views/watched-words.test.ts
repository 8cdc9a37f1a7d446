import { beforeAll, describe, expect, test } from "vitest"
import { nowIso } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import { getPost } from "#lib/db/patterns/posts.ts"
import { getRevision } from "#lib/db/patterns/revisions.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { rewriteTopic } from "#lib/db/writes/topics.ts"
import { describeOneself, shownAbout } from "#lib/forum/about.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { editPost } from "#lib/forum/editing.ts"
import { Waits } from "#lib/forum/holding.ts"
import { previewText } from "#lib/forum/preview.ts"
import { changeWatchedWords, WatchedWordsInput } from "#lib/forum/watched-words.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadEdit } from "./edit.ts"
import { loadHistory, loadVersion } from "./history.ts"
import { loadQueue } from "./moderation.ts"

freshTable()

beforeAll(async () => {
  const words = { hold: "loan*", censor: "damn*\nblast" }
  await changeWatchedWords(await staff("admin"), WatchedWordsInput.parse({ version: 0, ...words }))
})

test("a word that has to be approved holds what it stands in, whoever wrote it", async () => {
  const ann = await someone()
  const { topic } = await aTopic(ann, await aCategory())
  const error = await aReply(ann, topic, "Cheap loans!").catch((one: unknown) => one)
  expect(error).toBeInstanceOf(Waits)
  await settle()
  const { id } = error as Waits
  expect((await loadQueue(await staff(), "held"))?.rows).toContainEqual(
    expect.objectContaining({ id, watched: ["loan*"], excerpt: "Cheap loans!" }),
  )
})

describe("a word that is covered", () => {
  test("is so for everybody in title and text, and its author edits what they typed", async () => {
    const [ann, ben, mod] = [await someone(), await someone(), await staff()]
    const input = { title: "This damned boat", body: "Blast **the damn** thing." }
    const { topic, post } = await aTopic(ann, await aCategory(), input)
    expect(await findTopic(topic)).toMatchObject({ title: "This ■■■■■■ boat", slug: "this-boat" })
    expect((await getPost(topic, post))?.html).toBe("<p>■■■■■ <strong>the ■■■■</strong> thing.</p>\n")
    expect((await findTopic(topic))?.excerpt).toBe("■■■■■ the ■■■■ thing.")
    expect(await getRevision(post, 1)).toMatchObject({ source: input.body, title: input.title })
    expect((await loadEdit(ann, post)).initial).toMatchObject(input)
    expect((await loadEdit(mod, post)).initial).toMatchObject(input)

    await editPost(ann, { post, version: 1, topicVersion: 1, title: input.title, body: "Blast it." })
    expect((await findTopic(topic))?.title).toBe("This ■■■■■■ boat")
    const seen = JSON.stringify(await loadHistory(ben, post))
    expect(seen).toContain("■■■■■")
    expect(seen.toLowerCase()).not.toMatch(/damn|blast/)
    expect(await loadVersion(ben, post, 1)).toMatchObject({ title: "This ■■■■■■ boat" })
    expect((await loadVersion(ann, post, 1)).title).toBe(input.title)
    expect((await loadHistory(GUEST, post)).versions).toEqual([])
  })

  test("is so whatever markup stands in it; links lead where they led, and a title changed since is not put back", async () => {
    const ann = await someone()
    const body = "d**am**n, d&#97;mn [here](https://damn.example/damn)"
    const { topic, post } = await aTopic(ann, await aCategory(), { title: "This damned boat", body })
    const { html } = (await getPost(topic, post))!
    expect(html.replace(/<[^<>]*>/g, "")).toBe("■■■■, ■■■■ here\n")
    expect(html).toContain("https://damn.example/damn")
    const row = (await findTopic(topic))!
    await commit([rewriteTopic(row, { ...row, title: "Another title", updatedAt: nowIso() })])
    expect((await loadEdit(ann, post)).initial.title).toBe("Another title")
  })

  test("is so in a preview and on a profile", async () => {
    const ann = await someone()
    expect(await previewText(ann, { body: "damn" })).toBe("<p>■■■■</p>\n")
    await describeOneself(ann, { about: "damn sailor" })
    expect((await shownAbout(ann.id, "damn sailor")).html).toBe("<p>■■■■ sailor</p>\n")
  })
})
