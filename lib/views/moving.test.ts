import { describe, expect, test } from "vitest"
import { acceptAnswer } from "#lib/forum/answers.ts"
import { mergeTopics, splitTopic } from "#lib/forum/merging.ts"
import { watchTopic } from "#lib/forum/watching.ts"
import { listen } from "#lib/testing/faults.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { finish } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadMergePreview, loadSplitPreview, looked } from "./moving.ts"
import { topicPage } from "./topic.ts"

freshTable()
withoutLimits()

async function scene() {
  const [ann, ben, mod] = [await someone(), await someone(), await staff()]
  const category = await aCategory({ kind: "question", name: "Harbour" })
  const one = await aTopic(ann, category, { title: "Which tar is it?", tags: ["tar"] })
  const two = await aTopic(ben, category, { title: "Tar again, please", tags: ["tar", "again"] })
  const reply = await aReply(ann, two.topic, "Pine tar.")
  const last = await aReply(ben, two.topic, "Thank you.")
  await acceptAnswer(ben, { post: reply.post, accepted: true })
  await watchTopic(ann, { topic: two.topic, level: "watching" })
  await settle()
  return { ann, ben, mod, category, one, two, reply, last }
}

const writes = (sent: ReturnType<typeof listen>) =>
  sent.filter(({ command }) => /^(TransactWrite|Put|Update|Delete)/.test(command))

describe("a merge that is looked at", () => {
  test("says what it then does: posts, tags, the answer, who watches and who is told; and writes nothing", async () => {
    const { ben, mod, one, two } = await scene()
    const sent = listen()
    const preview = await loadMergePreview(mod, { topic: one.topic, other: two.topic })
    expect(writes(sent)).toEqual([])
    expect(preview).toMatchObject({
      from: { title: "Tar again, please", posts: 3 },
      into: { title: "Which tar is it?", category: "Harbour", posts: 1 },
      ...{ lost: ["again"], answer: true, watchers: 2, told: ben.name },
    })
    await finish((await mergeTopics(mod, { topic: one.topic, other: two.topic })).id)
    await settle()
    const { topic, posts, answer } = (await topicPage(mod, one.topic, 1))!
    expect([posts.length, topic.tags, answer]).toEqual([4, ["tar"], undefined])
  })

  test("is refused as the merge itself: to members, of one topic with itself, of what is not there", async () => {
    const { ann, mod, one, two } = await scene()
    const look = (actor: typeof ann, other: string) =>
      looked(one.post, () => loadMergePreview(actor, { topic: one.topic, other }))
    expect(await look(ann, two.topic)).toMatchObject({ wrong: expect.stringContaining("not") })
    expect(await look(mod, one.topic)).toMatchObject({ wrong: expect.any(String) })
    const inner = await aTopic(mod, await aCategory({ readers: "staff" }))
    await expect(look(ann, inner.topic)).rejects.toMatchObject({ kind: "not-found" })
  })
})

describe("a split that is looked at", () => {
  test("says how many posts go and stay, as it then is; and writes nothing", async () => {
    const { ben, mod, category, two, reply } = await scene()
    const input = { post: reply.post, title: "Pine tar", category: category.id, which: "following" } as const
    const sent = listen()
    const preview = await loadSplitPreview(mod, input)
    expect(writes(sent)).toEqual([])
    expect(preview).toMatchObject({ goes: 2, stays: 1, answer: true, tags: ["tar", "again"], told: ben.name })
    expect(await loadSplitPreview(mod, { ...input, which: "alone" })).toMatchObject({ goes: 1, stays: 2 })
    const saga = await splitTopic(mod, input)
    await finish(saga.id)
    await settle()
    expect((await topicPage(mod, two.topic, 1))!.posts).toHaveLength(1)
    expect((await topicPage(mod, String(saga.input.to), 1))!.posts).toHaveLength(2)
  })

  test("is refused at the first post, and to members", async () => {
    const { ann, mod, category, two, reply } = await scene()
    const look = (actor: typeof ann, post: string) =>
      looked(post, () =>
        loadSplitPreview(actor, { post, title: "Pine tar", category: category.id, which: "alone" }),
      )
    expect(await look(mod, two.post)).toMatchObject({ wrong: expect.any(String) })
    expect(await look(ann, reply.post)).toMatchObject({ wrong: expect.any(String) })
  })
})
