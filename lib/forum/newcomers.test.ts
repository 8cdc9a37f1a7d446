import { expect, test } from "vitest"
import { DAY } from "#lib/base/clock.ts"
import { lowestIdAt, newId } from "#lib/base/ids.ts"
import { lastPosts } from "#lib/db/patterns/posts.ts"
import { listen } from "#lib/testing/faults.ts"
import { at } from "#lib/testing/mail.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import type { Member } from "./actor.ts"
import { editPost } from "./editing.ts"
import { isNewcomer } from "./newcomers.ts"
import { reply } from "./posts.ts"

freshTable()

const newcomer = (): Promise<Member> => someone(undefined, { postCount: 0 })
const aPlace = async (): Promise<string> => (await aTopic(await someone(), await aCategory())).topic
const people = (count: number): Promise<Member[]> =>
  Promise.all(Array.from({ length: count }, () => someone()))
const calling = (some: Member[]): string => some.map(({ name }) => `@${name}`).join(" ")

test("new is who has written little and not been there for long", () => {
  const old = lowestIdAt(Date.now() - 40 * DAY)
  expect(isNewcomer({ id: newId(), postCount: 9 })).toBe(true)
  expect(isNewcomer({ id: newId(), postCount: 10 })).toBe(false)
  expect(isNewcomer({ id: old, postCount: 0 })).toBe(false)
})

test("a new member writes eight posts on a day, topics among them, and is told when to go on", async () => {
  const [ann, topic] = [await newcomer(), await aPlace()]
  await aTopic(ann, await aCategory())
  for (let n = 1; n < 8; n++) await aReply(ann, topic)
  await expect(aReply(ann, topic)).rejects.toMatchObject({
    kind: "limited",
    message: expect.stringMatching(/^You can write again in .*\. New members can write a few posts a day/),
  })
  await at(Date.now() + DAY, () => aReply(ann, topic))
  // Who is not new goes on.
  await aReply({ ...ann, level: 1 }, topic)
})

test("a new member names ten people on a day; a post that names more is refused, and sent without them", async () => {
  const [ann, topic, some] = [await newcomer(), await aPlace(), await people(11)]
  const refused = { kind: "limited", message: expect.stringContaining("Without the @") }
  await expect(aReply(ann, topic, calling(some))).rejects.toMatchObject(refused)
  await aReply(ann, topic, calling(some.slice(0, 6)))
  await expect(aReply(ann, topic, calling(some.slice(0, 5)))).rejects.toMatchObject(refused)
  await expect(aTopic(ann, await aCategory(), { body: calling(some.slice(0, 5)) })).rejects.toMatchObject(
    refused,
  )
  await aReply(ann, topic, "Nobody in particular.")
  expect(await lastPosts(topic)).toHaveLength(3)
})

test("an edit counts whom it names anew, and only those", async () => {
  const [ann, topic, some] = [await newcomer(), await aPlace(), await people(11)]
  const { post } = await aReply(ann, topic, calling(some.slice(0, 9)))
  await editPost(ann, { post, version: 1, body: calling(some.slice(0, 10)) })
  await editPost(ann, { post, version: 2, body: calling(some.slice(0, 10).reverse()) })
  await expect(editPost(ann, { post, version: 3, body: calling(some) })).rejects.toMatchObject({
    kind: "limited",
  })
})

test("others name a hundred on a day, staff as many as they want, and nobody spends on themselves", async () => {
  const [ann, topic, some] = [await someone(), await aPlace(), await people(20)]
  for (let n = 0; n < 5; n++) await aReply(ann, topic, calling(some))
  await aReply(ann, topic, calling([ann]))
  await expect(aReply(ann, topic, calling(some.slice(0, 1)))).rejects.toMatchObject({ kind: "limited" })
  const mod = await staff()
  for (let n = 0; n < 6; n++) await aReply(mod, topic, calling(some))
})

test("the same form sent again spends nothing more, also when the limit is reached", async () => {
  const [ann, topic, some] = [await newcomer(), await aPlace(), await people(10)]
  const input = { form: aForm(), topic, body: calling(some) }
  const { post } = await reply(ann, input)
  expect((await reply(ann, input)).post).toBe(post)
})

test("a reply costs its author more only while they are new, or name somebody", async () => {
  const [ann, topic, [one]] = [await someone(), await aPlace(), await people(1)]
  // In writes of its transaction: engines do not agree on units.
  const cost = async (who: Member, body: string): Promise<number> => {
    const sent = listen()
    await aReply(who, topic, body)
    return sent.flatMap(({ input }) => input.TransactItems ?? []).length
  }
  const plain = await cost(ann, "South.")
  expect(await cost(ann, calling([one!]))).toBe(plain + 1)
  expect(await cost(await newcomer(), "South.")).toBe(plain + 1)
})
