import { describe, expect, test } from "vitest"
import { topicsWithTag } from "#lib/db/patterns/tags.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { aCategory, aTopic, someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { editPost } from "./editing.ts"

freshTable()

const underTag = async (tag: string) => (await topicsWithTag(tag, () => true)).items.map(({ id }) => id)

describe("tags of a topic", () => {
  test("are created by who has written a little, and used by everybody", async () => {
    const [ann, newcomer] = [await someone(), await someone(undefined, { postCount: 0 })]
    const category = await aCategory()
    await expect(aTopic(newcomer, category, { tags: ["sails"] })).rejects.toMatchObject({
      code: "tag-not-allowed",
      message: expect.stringContaining("“sails”"),
      details: { field: "tags" },
    })
    const { topic } = await aTopic(ann, category, { tags: ["sails", "ropes"] })
    const second = await aTopic(newcomer, category, { tags: ["sails"] })
    expect((await underTag("sails")).sort()).toEqual([topic, second.topic].sort())
  })

  test("follow an edit of the first post: new ones come, dropped ones go", async () => {
    const ann = await someone()
    const { topic, post } = await aTopic(ann, await aCategory(), { tags: ["oars", "masts"] })
    const title = "Of masts and keels"
    const edit = { post, version: 1, topicVersion: 1, title, tags: ["masts", "keels"], body: "Text." }
    await editPost(ann, edit)
    expect(await findTopic(topic)).toMatchObject({
      title,
      slug: "of-masts-and-keels",
      tags: ["masts", "keels"],
      version: 2,
    })
    expect([await underTag("oars"), await underTag("masts"), await underTag("keels")]).toEqual([
      [],
      [topic],
      [topic],
    ])
  })
})
