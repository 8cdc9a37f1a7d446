import { describe, expect, test } from "vitest"
import {
  categoryTag,
  EVERYTHING,
  HOME,
  memberTag,
  SITEMAP,
  tagTag,
  topicPlaceTag,
  topicTag,
} from "#lib/base/cache-tags.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { sendEdit, sendLike, sendMove, sendRemoval, sendReply, sendRestoration, sendTopic } from "./sent.ts"

freshTable()

const form = () => crypto.randomUUID()

describe("what a change makes stale", () => {
  test("a new topic: every list it enters", async () => {
    const ann = await someone()
    const above = await aCategory()
    const category = await aCategory({ parent: above.id })
    const input = { form: form(), category: category.id, title: "Of boats", body: "Text", tags: ["keel"] }
    const { stale, to } = await sendTopic(ann, input)
    const topic = /\/t\/of-boats\/(\w{26})\/fresh\//.exec(to)?.[1]?.toUpperCase() ?? ""
    for (const tag of [
      HOME,
      SITEMAP,
      topicTag(topic),
      categoryTag(category.id),
      categoryTag(above.id),
      memberTag(ann.id),
      tagTag("keel"),
    ]) {
      expect(stale).toContain(tag)
    }
    expect(stale).not.toContain(EVERYTHING)
  })

  test("a reply: the topic and its writer's pages; lists wait until it is counted", async () => {
    const [ann, ben] = [await someone(), await someone()]
    const { topic } = await aTopic(ann, await aCategory())
    const { stale } = await sendReply(ben, { form: form(), topic, body: "Yes" })
    expect(stale).toEqual([topicTag(topic), memberTag(ben.id)])
  })

  test("an edit: of a reply its pages, of a first post the lists, with old and new tags", async () => {
    const ann = await someone()
    const { topic, post } = await aTopic(ann, await aCategory(), { tags: ["old"] })
    const reply = await aReply(ann, topic)
    const small = await sendEdit(ann, { post: reply.post, version: 1, body: "New" })
    expect(small.stale.sort()).toEqual([memberTag(ann.id), topicTag(topic)].sort())
    const edit = { post, version: 1, topicVersion: 1, title: "New title", tags: ["new"], body: "New" }
    const { stale } = await sendEdit(ann, edit)
    expect(stale).toEqual(
      expect.arrayContaining([HOME, SITEMAP, tagTag("old"), tagTag("new"), topicPlaceTag(topic)]),
    )
  })

  test("a topic that goes or comes back: every link to it, also on the pages of those who replied", async () => {
    const [ann, ben, mod] = [await someone(), await someone(), await staff()]
    const { topic, post } = await aTopic(ann, await aCategory())
    await aReply(ben, topic)
    for (const { stale } of [await sendRemoval(mod, { post }), await sendRestoration(mod, { post })]) {
      expect(stale).toEqual(expect.arrayContaining([SITEMAP, HOME, topicPlaceTag(topic)]))
      expect(stale).not.toContain(EVERYTHING)
    }
  })

  test("a move: both categories, and every link to the topic", async () => {
    const mod = await staff()
    const [from, to] = [await aCategory(), await aCategory({ readers: "staff" })]
    const { topic } = await aTopic(mod, from)
    const { stale, to: place } = await sendMove(mod, { topic, category: to.id })
    expect(stale).toEqual(
      expect.arrayContaining([
        categoryTag(from.id),
        categoryTag(to.id),
        topicTag(topic),
        topicPlaceTag(topic),
        SITEMAP,
      ]),
    )
    expect(place).toMatch(/^\/private\/t\//)
  })

  test("a like: the topic's pages, and its author's", async () => {
    const ann = await someone()
    const { topic, post } = await aTopic(ann, await aCategory())
    const { stale } = await sendLike(await someone(), { post, liked: true })
    expect(stale).toEqual([topicTag(topic), memberTag(ann.id)])
  })
})
