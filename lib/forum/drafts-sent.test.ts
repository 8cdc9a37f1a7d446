import { describe, expect, test } from "vitest"
import { draftsOf } from "#lib/db/patterns/drafts.ts"
import { lastPosts } from "#lib/db/patterns/posts.ts"
import { aWindow } from "#lib/testing/drafts.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { draftIn } from "./drafts.ts"
import { editPost } from "./editing.ts"
import { reply } from "./posts.ts"
import { removePost } from "./removal.ts"
import { startTopic } from "./topics.ts"

freshTable()

describe("sending", () => {
  test("a topic, a reply, an edit takes its draft along", async () => {
    const ann = await someone()
    const category = await aCategory()
    const one = aWindow(ann, "topic")
    await one.type("I wonder.")
    const sent = { form: one.form.writer, writer: one.form.writer }
    const title = "Where do the boats go?"
    const made = await startTopic(ann, { ...sent, title, body: "I wonder.", tags: [], category: category.id })
    const two = aWindow(ann, `reply:${made.topic}`)
    await two.type("South.")
    // A form without a script knows the draft that it was filled from.
    const answer = { form: aForm(), draftMark: two.form.mark, topic: made.topic, body: "South." }
    await reply(ann, answer)
    const three = aWindow(ann, `edit:${made.post}`)
    await three.type("I wonder, really.")
    const edit = { post: made.post, version: 1, body: "I wonder, really." }
    await editPost(ann, { ...edit, writer: three.form.writer, draftMark: three.form.mark })
    for (const place of ["topic", `reply:${made.topic}`, `edit:${made.post}`] as const)
      expect(await draftIn(ann, place)).toBeUndefined()
    expect((await draftsOf(ann.id)).items).toEqual([])
  })

  test("leaves a text that is another one by now", async () => {
    const ann = await someone()
    const topic = await aTopic(ann, await aCategory())
    const place = `reply:${topic.topic}` as const
    const [first, second] = [aWindow(ann, place), aWindow(ann, place)]
    const { mark } = await first.type("South.")
    second.form.mark = mark
    await second.type("South, and then east.")
    const sent = { form: first.form.writer, writer: first.form.writer, draftMark: mark }
    await reply(ann, { ...sent, topic: topic.topic, body: "South." })
    expect((await lastPosts(topic.topic)).at(-1)?.html).toContain("South.")
    expect(await draftIn(ann, place)).toMatchObject({ fields: { body: "South, and then east." } })
  })

  test("that is refused leaves the draft", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const topic = await aTopic(mod, await aCategory())
    const place = `reply:${topic.topic}` as const
    const window = aWindow(ann, place)
    await window.type("South.")
    await removePost(mod, { post: topic.post })
    const { writer, mark: draftMark } = window.form
    const sent = { form: writer, writer, draftMark, topic: topic.topic, body: "South." }
    await expect(reply(ann, sent)).rejects.toMatchObject({ kind: "not-found" })
    expect(await draftIn(ann, place)).toMatchObject({ fields: { body: "South." } })
  })

  test("is not followed by a save that was on its way", async () => {
    const ann = await someone()
    const topic = await aTopic(ann, await aCategory())
    const place = `reply:${topic.topic}` as const
    const window = aWindow(ann, place)
    const sent = { form: window.form.writer, writer: window.form.writer }
    await reply(ann, { ...sent, topic: topic.topic, body: "South." })
    await expect(window.type("South.")).rejects.toMatchObject({ code: "draft-gone" })
    expect(await draftIn(ann, place)).toBeUndefined()
    await aReply(ann, topic.topic)
  })
})
