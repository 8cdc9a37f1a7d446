import { afterAll, afterEach, describe, expect, test } from "vitest"
import { now, setClock } from "#lib/base/clock.ts"
import { appearancesOf, likesOf } from "#lib/db/patterns/belongings.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { getUser, userBySkeleton } from "#lib/db/patterns/users.ts"
import type { Member } from "#lib/forum/actor.ts"
import { acceptAnswer } from "#lib/forum/answers.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { reply } from "#lib/forum/posts.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost } from "#lib/forum/removal.ts"
import { presentNameOf, RENAME_EVERY, renameMember } from "#lib/forum/renaming.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { aCategory, aForm, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { dying, finish, inPairs, presentTime } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import type { runSaga } from "./runner.ts"

freshTable()
afterEach(presentTime)
afterAll(expectConsistent)

let count = 0
const aName = (): string => `name${now().toString(36).slice(-6)}${count++}`

/** A name in every place where names stand. */
async function wellKnown(): Promise<{ member: Member; other: Member; places: () => Promise<string[]> }> {
  const [member, other] = [await someone(aName()), await someone(aName())]
  const category = await aCategory({ kind: "question" })
  const own = await aTopic(member, category)
  const theirs = await aTopic(other, category, { body: `Ask @${member.name}, or @${member.name}.` })
  const answer = await aReply(member, theirs.topic)
  await acceptAnswer(other, { post: answer.post, accepted: true })
  const gone = await aReply(member, theirs.topic, "Nonsense")
  await removePost(member, { post: gone.post })
  const quoting = `[quote="${member.name}" post="${answer.post.toLowerCase()}"]\nSouth\n[/quote]\n\nWhy?`
  const input = { form: aForm(), topic: theirs.topic, replyTo: answer.post, body: quoting }
  const quote = await reply(other, input)
  await likePost(member, { post: quote.post, liked: true })
  const last = await aReply(member, theirs.topic)
  await settle()
  const html = async (post: string): Promise<string> => (await findPost(post, { consistent: true }))!.html
  return {
    member,
    other,
    places: async () => {
      const [topic, row] = [(await findTopic(own.topic))!, (await findTopic(theirs.topic))!]
      const posts = await Promise.all([answer, gone, last].map(({ post }) => findPost(post)))
      const [like] = await likesOf(member.id, [quote.post])
      return [
        topic.author.name,
        ...(row.lastPost.author.id === member.id ? [row.lastPost.author.name] : []),
        row.answer!.author.name,
        ...posts.map((post) => post!.author.name),
        like!.user.name,
        (await findPost(quote.post))!.replyTo!.author.name,
        ...[...(await html(theirs.post)).matchAll(/href="\/u\/(\w+)">@(\w+)</g)].flatMap(([, a, b]) => [
          a!,
          b!,
        ]),
        ...[...(await html(quote.post)).matchAll(/quote-by"><a href="\/u\/(\w+)">(\w+)</g)].flatMap(
          ([, a, b]) => [a!, b!],
        ),
      ]
    },
  }
}

describe("a member who takes another name", () => {
  test.each([
    ["one worker", undefined],
    ["workers that die after every turn", dying],
    ["two workers at once", inPairs],
  ] as [string, typeof runSaga | undefined][])(
    "has it wherever the old one stood, by %s",
    async (_, work) => {
      const { member, places } = await wellKnown()
      const before = await places()
      expect(before.length).toBeGreaterThanOrEqual(14)
      expect(new Set(before)).toEqual(new Set([member.name]))
      const name = aName()
      const saga = (await renameMember(member, { name }))!
      const ended = await finish(saga.id, { ...(work && { work }) })
      expect(ended.state).toBe("done")
      expect(new Set(await places())).toEqual(new Set([name]))
    },
  )

  test("has it still when something is counted in a topic where they wrote last", async () => {
    const [member, other] = [await someone(aName()), await someone(aName())]
    const { topic } = await aTopic(other, await aCategory())
    const { post } = await aReply(member, topic)
    await settle()
    const name = aName()
    await finish((await renameMember(member, { name }))!.id)
    await likePost(other, { post, liked: true })
    await settle()
    expect(await findTopic(topic)).toMatchObject({ likeCount: 1, lastPost: { id: post, author: { name } } })
  })

  test("keeps the old one, which leads to the new one and is nobody else's", async () => {
    const [member, other] = [await someone(aName()), await someone(aName())]
    const name = aName()
    await renameMember(member, { name })
    expect(await presentNameOf(member.name)).toBe(name)
    expect((await userBySkeleton(skeletonOf(member.name)))?.id).toBe(member.id)
    await expect(renameMember(other, { name: member.name })).rejects.toThrow(/taken/)
    await expect(renameMember(other, { name })).rejects.toThrow(/taken/)
  })

  test("may do so again after a month, and go back to the old one", async () => {
    const member = await someone(aName())
    const name = aName()
    await renameMember(member, { name })
    const renamed = { ...member, name }
    await expect(renameMember(renamed, { name: aName() })).rejects.toThrow(/not long ago/)
    setClock(() => Date.now() + RENAME_EVERY + 1000)
    await renameMember(renamed, { name: member.name })
    expect((await getUser(member.id))?.name).toBe(member.name)
    expect(await presentNameOf(name)).toBe(member.name)
  })

  test("is found by what is written with the old one while the saga is at work", async () => {
    const { member, other } = await wellKnown()
    const category = await aCategory()
    const name = aName()
    const saga = (await renameMember(member, { name }))!
    // Who read the old name a moment before writes it now.
    const late = await aTopic(member, category)
    let mention = ""
    await finish(saga.id, {
      between: async () => {
        if (!mention) mention = (await aTopic(other, category, { body: `Hi @${member.name}!` })).post
        await settle()
      },
    })
    expect((await findPost(late.post))?.author.name).toBe(name)
    expect((await findTopic(late.topic))?.author.name).toBe(name)
    expect((await findPost(mention))?.html).toContain(`>@${name}<`)
    expect((await appearancesOf(member.id, { limit: 100 })).items.map(({ post }) => post)).toContain(mention)
  })

  test("is refused while suspended, and as a guest", async () => {
    const member = await someone(aName())
    const suspended = { ...member, suspendedUntil: "2999-01-01T00:00:00.000Z" }
    await expect(renameMember(suspended, { name: aName() })).rejects.toThrow(/suspended/)
    await expect(renameMember({ kind: "guest" }, { name: aName() })).rejects.toThrow(/Sign in/)
  })
})
