import { describe, expect, test, vi } from "vitest"
import { commit } from "#lib/db/commit.ts"
import { thanksKey } from "#lib/db/keys/thanks.ts"
import type { Member } from "#lib/forum/actor.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost } from "#lib/forum/removal.ts"
import { thanks } from "#lib/projections/thanks.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { memberPage } from "./member-pages.ts"

vi.mock("next/cache", () => ({ unstable_cache: <T>(load: T) => load }))
freshTable()
withoutLimits()

const likedOf = async ({ id, name }: Member) =>
  (await memberPage(id, name))!.liked.map((row) => [row.id, row.likeCount])
const like = async (post: string, people: Member[]) => {
  for (const who of people) await likePost(who, { post, liked: true })
}

describe("what most people like of a member's", () => {
  test("is on their profile, topics and replies, the most liked first", async () => {
    const author = await someone()
    const people = [await someone(), await someone(), await someone()]
    const { topic, post: first } = await aTopic(author, await aCategory())
    const [some, most, none] = [
      (await aReply(author, topic)).post,
      (await aReply(author, topic)).post,
      (await aReply(author, topic)).post,
    ]
    await like(first, people.slice(0, 1))
    await like(some, people.slice(0, 2))
    await like(most, people)
    await like(none, people.slice(0, 1))
    await likePost(people[0]!, { post: none, liked: false })
    await settle()
    expect(await likedOf(author)).toEqual([
      [most, 3],
      [some, 2],
      [first, 1],
    ])
    await removePost(await staff(), { post: most })
    await settle()
    expect(await likedOf(author)).toEqual([
      [some, 2],
      [first, 1],
    ])
  })

  test("has nothing of what not everybody may read", async () => {
    const [author, reader] = [await staff(), await someone()]
    const { post } = await aTopic(author, await aCategory({ readers: "members" }))
    await like(post, [reader])
    await settle()
    expect(await likedOf(author)).toEqual([])
  })

  test("is found again in a forum that never had the list, when it is rebuilt", async () => {
    const [author, reader] = [await someone(), await someone()]
    const { post } = await aTopic(author, await aCategory())
    await like(post, [reader])
    await settle()
    const key = thanksKey(author.id, post)
    await commit([{ kind: "update", key, update: "REMOVE GSI2PK, GSI2SK" }])
    expect(await likedOf(author)).toEqual([])
    await rebuilt(thanks)
    expect(await likedOf(author)).toEqual([[post, 1]])
  })
})
