import { describe, expect, test } from "vitest"
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import { commit } from "#lib/db/commit.ts"
import { Posts } from "#lib/db/items/posts.ts"
import { postKey } from "#lib/db/keys/posts.ts"
import { topicKey } from "#lib/db/keys/topics.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { getPost, lastPosts, postsOnPage } from "#lib/db/patterns/posts.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { putPost } from "#lib/db/writes/posts.ts"
import { type Member, personOf } from "#lib/forum/actor.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { moveTopic, type Written } from "#lib/forum/topics.ts"
import { oneByOne } from "#lib/testing/deliveries.ts"
import { listen } from "#lib/testing/faults.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { aCategory, aReply, aTopic, staff } from "#lib/testing/people.ts"
import { wrongFigures } from "#lib/testing/recount.ts"
import { changesSince } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { topicFigures } from "./topic-figures.ts"

freshTable()

/** A reply whose id was made at another time than the reply was committed. */
async function lateReply(member: Member, { topic }: Written, id: string): Promise<void> {
  const [author, createdAt] = [personOf(member), new Date().toISOString()]
  await commit([putPost({ id, topic, author, html: "", renderer: 1, createdAt, version: 1, likeCount: 0 })])
}

async function scene() {
  const mod = await staff()
  const category = await aCategory()
  return { mod, category, topic: await aTopic(mod, category) }
}

describe("pages", () => {
  test("start right when posts are committed in another order than their ids were made", async () => {
    const { mod, category, topic } = await scene()
    const ids = Array.from({ length: 64 }, () => newId())
    // Every fifth comes late, and a few very late, when three pages are there.
    const late = ids.filter((_, i) => i % 5 === 0)
    for (const id of [...ids.filter((_, i) => i % 5 > 0), ...late.slice(4), ...late.slice(0, 4)])
      await lateReply(mod, topic, id)
    await settleFigures(oneByOne)
    expect(await wrongFigures(category.id)).toEqual([])
    const pages = await Promise.all([1, 2, 3, 4, 5].map((n) => postsOnPage(topic.topic, n)))
    expect(pages.map((page) => page?.length)).toEqual([20, 20, 20, 5, undefined])
    expect(pages.flatMap((page) => page?.map((post) => post.id) ?? []).slice(1)).toEqual(ids)
  })

  test("start right when twenty posts come in before all others", async () => {
    const { mod, category, topic } = await scene()
    const early = Array.from({ length: 20 }, () => newId())
    for (let i = 0; i < 45; i++) await aReply(mod, topic.topic)
    await settleFigures()
    for (const id of early) await lateReply(mod, topic, id)
    await settleFigures(oneByOne)
    expect(await wrongFigures(category.id)).toEqual([])
  })

  test("start right after more than a transaction's worth of pages came at once", {
    timeout: 60_000,
  }, async () => {
    const { mod, category, topic } = await scene()
    const author = personOf(mod)
    const shown = { topic: topic.topic, author, html: "", renderer: 1, version: 1, likeCount: 0 }
    const posts = Array.from({ length: 1200 }, () => ({ ...shown, id: newId(), createdAt: nowIso() }))
    await putMany(posts.map(Posts.encode))
    await settleFigures()
    expect(await findTopic(topic.topic)).toMatchObject({ postCount: 1201 })
    expect(await wrongFigures(category.id)).toEqual([])
  })

  test("follow posts that leave the topic, and so does its last post", async () => {
    const { mod, category, topic } = await scene()
    for (let i = 0; i < 50; i++) await aReply(mod, topic.topic)
    await settleFigures()
    const posts = await lastPosts(topic.topic, 51)
    for (const { id } of [...posts.slice(3, 9), ...posts.slice(-12)])
      await commit([{ kind: "delete", key: postKey(topic.topic, id) }])
    await settleFigures(oneByOne)
    expect(await findTopic(topic.topic)).toMatchObject({ postCount: 33, lastPost: { id: posts[38]!.id } })
    expect(await wrongFigures(category.id)).toEqual([])
  })
})

describe("the row of a topic", () => {
  test("is written once for a hundred replies of one batch", async () => {
    const { mod, category, topic } = await scene()
    await settleFigures()
    for (let i = 0; i < 100; i++) await lateReply(mod, topic, newId())
    const changes = await changesSince()
    const sent = listen()
    await topicFigures.apply(changes)
    const { SK } = topicKey(category.id, topic.topic)
    const writes = sent.filter(({ input }) =>
      JSON.stringify(input.TransactItems ?? input.Key ?? "").includes(SK),
    )
    expect(writes.filter(({ command }) => !command.endsWith("GetItem"))).toHaveLength(1)
    expect(await findTopic(topic.topic)).toMatchObject({ postCount: 101 })
  })

  test("is counted where it is by then: moved", async () => {
    const { mod, category, topic } = await scene()
    const target = await aCategory()
    await settleFigures()
    await aReply(mod, topic.topic)
    await settleFigures()
    await aReply(mod, topic.topic)
    await moveTopic(mod, { topic: topic.topic, category: target.id })
    await aReply(mod, topic.topic)
    await settleFigures()
    expect(await findCategory(category.id)).toMatchObject({ topicCount: 0, postCount: 0 })
    expect(await findCategory(target.id)).toMatchObject({ topicCount: 1, postCount: 4 })
    expect(await wrongFigures(target.id)).toEqual([])
  })

  test("counts while it is removed, and its category when it is restored", async () => {
    const { mod, category, topic } = await scene()
    await settleFigures()
    await removePost(mod, { post: topic.post })
    await lateReply(mod, topic, newId())
    await settleFigures()
    expect(await findCategory(category.id)).toMatchObject({ topicCount: 0, postCount: 0 })
    await lateReply(mod, topic, newId())
    await restorePost(mod, { post: topic.post })
    await settleFigures()
    expect(await findCategory(category.id)).toMatchObject({ topicCount: 1, postCount: 3 })
    expect(await wrongFigures(category.id)).toEqual([])
  })

  test("that was erased with its posts is nothing to count", async () => {
    const { mod, category, topic } = await scene()
    const { post } = await aReply(mod, topic.topic)
    for (const id of [topic.post, post]) await commit([{ kind: "delete", key: postKey(topic.topic, id) }])
    await commit([{ kind: "delete", key: topicKey(category.id, topic.topic) }])
    await settleFigures()
    expect(await findCategory(category.id)).toMatchObject({ topicCount: 0, postCount: 0 })
  })

  test("that is nowhere, though it has posts, is told and holds up nobody", async () => {
    const { mod, category, topic } = await scene()
    const other = await aTopic(mod, category)
    await settleFigures()
    for (const { topic: id } of [topic, other]) await aReply(mod, id)
    await commit([{ kind: "delete", key: topicKey(category.id, topic.topic) }])
    const changes = (await changesSince()).filter(({ entityType }) => entityType === "Post")
    await expect(topicFigures.apply(changes)).rejects.toThrow(`${topic.topic} is nowhere`)
    expect(await findTopic(other.topic)).toMatchObject({ postCount: 2 })
  })

  test("takes over the likes of a post that was moved to it", async () => {
    const { mod, category, topic } = await scene()
    const other = await aTopic(mod, category)
    const { post } = await aReply(mod, topic.topic)
    const moved = (await getPost(topic.topic, post))!
    await settleFigures()
    const item = {
      ...Posts.encode({ ...moved, topic: other.topic, importedLikes: 3, likeCount: 3 }),
      counted: true,
    }
    await commit([
      { kind: "delete", key: postKey(topic.topic, post) },
      { kind: "put", item: { ...item, movedFrom: topic.topic } },
    ])
    await settleFigures()
    expect(await findTopic(topic.topic)).toMatchObject({ postCount: 1, likeCount: 0 })
    expect(await findTopic(other.topic)).toMatchObject({ postCount: 2, likeCount: 3, lastPost: { id: post } })
    expect(await wrongFigures(category.id)).toEqual([])
  })
})
