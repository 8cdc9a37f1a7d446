import { describe, expect, test } from "vitest"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { editPost } from "./editing.ts"
import { retitleTopic } from "./retitling.ts"
import { sourceOf } from "./sources.ts"

freshTable()

describe("editing", () => {
  test("tells the second of two editors and shows both texts", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const { post } = await aTopic(ann, await aCategory())
    await editPost(ann, { post, version: 1, body: "Ann's text" })
    await expect(editPost(mod, { post, version: 1, body: "Another text" })).rejects.toMatchObject({
      code: "edited-meanwhile",
      details: { source: "Ann's text", version: 2, editor: ann.name },
    })
    expect((await sourceOf(ann, post)).revision.source).toBe("Ann's text")
  })

  test("in the same moment is done by one; every other is told, and has both texts", async () => {
    const [ann, ...mods] = [await someone(), await staff(), await staff(), await staff()]
    const { post } = await aTopic(ann, await aCategory())
    const editors = [ann, ...mods]
    const outcomes = await Promise.allSettled(
      editors.map((one) => editPost(one, { post, version: 1, body: `What ${one.name} made of it` })),
    )
    const winner = editors[outcomes.findIndex(({ status }) => status === "fulfilled")]!
    const told = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []))
    expect(told).toHaveLength(3)
    for (const refusal of told)
      expect(refusal).toMatchObject({
        code: "edited-meanwhile",
        details: { source: `What ${winner.name} made of it`, version: 2, editor: winner.name },
      })
  })

  test("tells the second of two who change the title or the tags, and takes nothing back that the first changed", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const { post, topic } = await aTopic(ann, await aCategory())
    const { title, version: topicVersion } = (await findTopic(topic))!
    const { source: body } = (await sourceOf(ann, post)).revision
    const found = { post, version: 1, topicVersion, body, title }
    await editPost(mod, { ...found, title: "Old boats", tags: ["oak"] })
    const refusal = editPost(ann, { ...found, body: `${body} And more.`, tags: ["rope"] })
    await expect(refusal).rejects.toMatchObject({
      code: "edited-meanwhile",
      details: {
        ...{ title: "Old boats", tags: ["oak"], merged: `${body} And more.` },
        head: { title: "Old boats", tags: ["rope", "oak"] },
      },
    })
    expect(await findTopic(topic)).toMatchObject({ title: "Old boats", tags: ["oak"] })
    // Another title by staff makes no new text, and counts as a change all the same.
    const now = {
      version: 2,
      topicVersion: (await findTopic(topic))!.version,
      title: "Old boats",
      tags: ["oak"],
    }
    await retitleTopic(mod, { topic, version: now.topicVersion, title: "Very old boats", tags: ["oak"] })
    await expect(editPost(ann, { ...found, ...now })).rejects.toMatchObject({
      details: { head: { title: "Very old boats" } },
    })
  })
})
