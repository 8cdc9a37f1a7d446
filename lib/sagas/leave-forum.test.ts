import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { hashPassword } from "#lib/auth/passwords.ts"
import { actorOf, sessionToken } from "#lib/auth/session.ts"
import { commit } from "#lib/db/commit.ts"
import type { User } from "#lib/db/items/users.ts"
import { CategoryKeepings, CategoryWatchers, FollowedBys, Follows } from "#lib/db/items/watching.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { reactionsTo, revisionsOf } from "#lib/db/patterns/revisions.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { getUser, userByEmail, userBySkeleton } from "#lib/db/patterns/users.ts"
import type { Raw } from "#lib/db/query.ts"
import { putAccount, putCredential } from "#lib/db/writes/members.ts"
import { memberFrom } from "#lib/forum/actor.ts"
import { keepDraft } from "#lib/forum/drafts.ts"
import { editPost } from "#lib/forum/editing.ts"
import { leaveForum } from "#lib/forum/leaving.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { reply } from "#lib/forum/posts.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { readUpTo } from "#lib/forum/reading.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { renameMember } from "#lib/forum/renaming.ts"
import { watchTopic } from "#lib/forum/watching.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { dump } from "#lib/testing/dump.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { finish, presentTime, WORKERS } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"

freshTable()
afterEach(presentTime)
afterAll(expectConsistent)

const PASSWORD = "a boat in winter"
let hash = ""
beforeAll(async () => {
  hash = await hashPassword(PASSWORD)
})

let count = 0

/** Somebody of whom there is something of every kind, and who had another name before. */
async function known() {
  const words = `Words${count++}x of mine`
  const former = `earlier${count++}x`
  const before = await someone(former, { about: `I am ${former}` })
  const name = `leaver${count++}x`
  const email = `${former}@example.org`
  await commit([putCredential(before.id, hash), ...putAccount("github", former, before.id)])
  const renaming = await renameMember(before, { name })
  const user = (await getUser(before.id))!
  const member = memberFrom(user)
  const other = await someone(`stays${count++}x`)
  const category = await aCategory()
  const alone = await aTopic(member, category, { title: `All about ${name}`, tags: ["tar"] })
  const talked = await aTopic(member, category, { body: words })
  const answer = await aReply(other, talked.topic, `But @${name}, and @${former}!`)
  const theirs = await aTopic(other, category)
  const own = await aReply(member, theirs.topic, words)
  await editPost(member, { post: own.post, version: 1, body: `${words}, better` })
  const gone = await aReply(member, theirs.topic, `${words}, removed`)
  await removePost(member, { post: gone.post })
  const to = await reply(other, { form: aForm(), topic: theirs.topic, replyTo: own.post, body: "Yes" })
  await likePost(member, { post: to.post, liked: true })
  await watchTopic(member, { topic: theirs.topic, level: "watching" })
  await readUpTo(member, { post: to.post })
  await keepDraft(member, {
    ...{ place: `reply:${theirs.topic}`, fields: { body: `${words}, not sent` } },
    ...{ writer: aForm(), turn: 1 },
  })
  const [person, at] = [{ id: user.id, name }, user.createdAt]
  const follow = { follower: person, followed: { id: other.id, name: other.name }, at }
  const back = { follower: follow.followed, followed: person, at }
  const kept = [
    CategoryWatchers.encode({ user: user.id, level: "watching", at, category: category.id }),
    CategoryKeepings.encode({ user: user.id, category: category.id, level: "watching", updatedAt: at }),
    ...[follow, back].flatMap((one) => [Follows.encode(one), FollowedBys.encode(one)]),
  ]
  await commit(kept.map((item) => ({ kind: "put", item })))
  await settle()
  if (renaming) await finish(renaming.id)
  await settle()
  presentTime()
  return { words, user, member, names: [name, former], email, alone, talked, answer, own, gone, to, other }
}

/** Items in which something of them stands; sources of others are others' words, limits end within
 * the hour, and a name that is nobody's says nothing of them. */
async function traces(words: string[]): Promise<Raw[]> {
  const all = await dump()
  return all.filter(
    (item) =>
      !["Revision", "Rate", "UserName"].includes(String(item.entityType)) &&
      words.some((word) => textOf(item).includes(word)),
  )
}

const textOf = (item: Raw): string =>
  JSON.stringify(item, (_, value) => (value instanceof Set ? [...value] : value))

/** What is kept under somebody, besides the profile. */
async function keptOf(user: User): Promise<string[]> {
  const own = (await dump()).filter(
    ({ PK, SK }) => SK !== PK && (PK === `USER#${user.id}` || SK.endsWith(`#${user.id}`)),
  )
  return own.map(({ PK, SK }) => `${PK} ${SK}`).filter((key) => !/^(TOKEN|RATE|FORM|POST|DAY)#/.test(key))
}

describe("a member who leaves", () => {
  test("is signed out and gone from the door at once", async () => {
    const { user, member, email, names } = await known()
    const token = await sessionToken(user)
    expect((await actorOf(token)).kind).toBe("member")
    await leaveForum(member, { writings: "keep", password: PASSWORD, token: "" })
    expect((await actorOf(token)).kind).toBe("guest")
    expect(await userByEmail(email)).toBeUndefined()
    for (const name of names) expect(await userBySkeleton(skeletonOf(name))).toBeUndefined()
    const left = (await getUser(user.id))!
    expect(left).toMatchObject({
      name: expect.stringMatching(/^Former member \d{6}$/),
      about: "",
      role: "member",
    })
    expect(left.email).toBeUndefined()
  })

  test.each(WORKERS)("leaves the words under a number, done by %s", async (_, work) => {
    const { words, user, member, names, email, talked, own, answer, to, gone } = await known()
    const saga = await leaveForum(member, { writings: "keep", password: PASSWORD, token: "" })
    await finish(saga.id, { between: settle, work })
    await settle()
    const { name } = (await getUser(user.id))!
    for (const { post } of [talked, own, gone])
      expect((await findPost(post))!.author).toEqual({ id: user.id, name })
    expect((await findPost(own.post))!.html).toContain(`${words}, better`)
    expect((await revisionsOf(own.post)).map(({ editor }) => editor.name)).toEqual([name, name])
    expect((await findPost(to.post))!.replyTo!.author.name).toBe(name)
    expect((await findPost(answer.post))!.html).not.toMatch(new RegExp(names.join("|")))
    const left = await traces([...names, email])
    // A title is among the words that stay.
    expect(
      left.filter(({ title, slug, ...item }) => names.some((name) => textOf(item).includes(name))),
    ).toEqual([])
    expect(await keptOf(user)).toEqual([])
  })

  test.each(WORKERS)("takes the words along, done by %s", async (_, work) => {
    const { words, user, member, names, email, alone, talked, own, gone, to, other } = await known()
    const saga = await leaveForum(member, { writings: "remove", password: PASSWORD, token: "" })
    await finish(saga.id, { between: settle, work })
    await settle()
    for (const { post } of [alone, talked, own, gone]) {
      expect(await findPost(post)).toMatchObject({ html: "", removed: {}, erasedAt: expect.any(String) })
      expect(await revisionsOf(post)).toEqual([])
    }
    expect(await findTopic(alone.topic)).toMatchObject({ title: "Deleted topic", removed: {}, tags: [] })
    const row = (await findTopic(talked.topic))!
    expect(row).toMatchObject({ excerpt: "" })
    expect(row.removed).toBeUndefined()
    expect(await reactionsTo(to.post)).toEqual([])
    expect(await traces([...names, email, words])).toEqual([])
    expect(await keptOf(user)).toEqual([])
    await expect(restorePost(await staff(), { post: own.post })).rejects.toThrow(/has left/)
    expect((await findPost((await aReply(other, talked.topic)).post))!.author.name).toBe(other.name)
  })

  test("is not held back by what was being written", async () => {
    const { words, user, member, names } = await known()
    const category = await aCategory()
    const saga = await leaveForum(member, { writings: "remove", password: PASSWORD, token: "" })
    // Requests that were let in before.
    const late = await aTopic(member, category, { body: words })
    await finish(saga.id, { between: settle })
    await settle()
    expect((await findPost(late.post))!.html).toBe("")
    expect(await traces([...names, words])).toEqual([])
    expect(await keptOf(user)).toEqual([])
  })
})
