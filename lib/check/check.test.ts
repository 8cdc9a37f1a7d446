import { describe, expect, test } from "vitest"
import { commit } from "#lib/db/commit.ts"
import { Callables } from "#lib/db/items/names.ts"
import { Emails } from "#lib/db/items/users.ts"
import { TopicWatchers } from "#lib/db/items/watching.ts"
import type { Key } from "#lib/db/keys/key.ts"
import { postKey, revisionKey } from "#lib/db/keys/posts.ts"
import { tagTopicKey, topicKey } from "#lib/db/keys/topics.ts"
import { userKey, userNameKey } from "#lib/db/keys/users.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { everything } from "#lib/db/scan.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost } from "#lib/forum/removal.ts"
import { watchTopic } from "#lib/forum/watching.ts"
import { buildMissing } from "#lib/projections/building.ts"
import { searchIndex } from "#lib/search/current.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { check } from "./check.ts"

freshTable()

async function someForum() {
  const [author, other] = [await staff(), await someone()]
  const category = await aCategory()
  const { topic } = await aTopic(author, category, { tags: ["tar"] })
  const posts: string[] = []
  for (let i = 0; i < 22; i++) posts.push((await aReply(author, topic)).post)
  await likePost(other, { post: posts[0]!, liked: true })
  await removePost(author, { post: posts[1]! })
  await watchTopic(other, { topic, level: "watching" })
  await settle()
  return { author, other, category, topic, posts }
}

const EVERYTHING = { text: "", phrases: [], order: "date" as const, size: 9, byTopic: false }
const wrong = async (): Promise<string[]> =>
  (await check({ waits: [0] })).findings.map((one) => `${one.entityType}: ${one.wrong.join("; ")}`)

const lose = (key: Key): Promise<void> => commit([{ kind: "delete", key }])
const set = (key: Key, name: string, value: unknown): Promise<void> =>
  commit([
    {
      kind: "update",
      key,
      update: "SET #name = :value",
      names: { "#name": name },
      values: { ":value": value },
    },
  ])

describe("the consistency check", () => {
  test("finds nothing any more when the worker has made what an older forum never had", async () => {
    const { author, category } = await someForum()
    const { topic } = await aTopic(await someone(), category)
    await settle()
    const figure = { likesReceived: (await getUser(author.id))!.likesReceived }
    expect(figure.likesReceived).toBe(1)
    for await (const items of everything())
      for (const { PK, SK, entityType, user } of items)
        if (
          ["Thanks", "UnansweredTopic"].includes(String(entityType)) ||
          (entityType === "Callable" && user === author.id)
        )
          await lose({ PK: String(PK), SK: String(SK) })
    await set(userKey(author.id), "likesReceived", 0)
    expect((await wrong()).join("\n")).toContain("waits for a reply: false, not true")
    await buildMissing(undefined, { log: () => {} })
    expect(await wrong()).toEqual([])
    expect((await getUser(author.id))!).toMatchObject(figure)
    expect(
      (await searchIndex().find(["everyone"], { ...EVERYTHING, filters: { tags: [], topic } })).posts,
    ).toBe(1)
  })

  test("finds nothing in a forum that is used as it is meant to be, and everything that is broken", async () => {
    const { author, other, category, topic, posts } = await someForum()
    expect(await wrong()).toEqual([])
    const row = (await findTopic(topic))!
    await set(topicKey(category.id, topic), "postCount", 7)
    expect(await wrong()).toEqual(
      expect.arrayContaining([
        expect.stringContaining("Topic: posts: 7, not 23"),
        expect.stringMatching(/^Category/),
      ]),
    )
    await set(topicKey(category.id, topic), "postCount", row.postCount)
    expect(await wrong()).toEqual([])

    await lose(revisionKey(posts[3]!, 1))
    await set(postKey(topic, posts[4]!), "GSI1PK", "POST#nobody")
    await set(postKey(topic, posts[5]!), "likeCount", 3)
    await lose(tagTopicKey("tar", topic))
    await lose(userNameKey(skeletonOf(author.name)))
    await commit([
      {
        kind: "put",
        item: TopicWatchers.encode({
          topic,
          user: (await someone()).id,
          level: "watching",
          at: row.createdAt,
        }),
      },
      { kind: "put", item: Callables.encode({ folded: "nobody", user: other.id, name: "Nobody" }) },
      { kind: "put", item: Emails.encode({ address: "nobody@example.org", user: other.id }) },
    ])
    await lose(postKey(topic, posts[21]!))
    const found = (await wrong()).join("\n")
    for (const part of [
      "Post: its source 1 is not there",
      "Post: GSI1PK is POST#nobody",
      `likes of ${posts[5]}: 3, not 0`,
      "last post: ",
      "its tag tar leads not to it",
      `User: the name ${author.name} is not theirs`,
      "Watcher: its member does not watch",
      "Callable: nobody is called Nobody",
      "Email: nobody has this address",
      "Revision: its post is not there",
    ])
      expect(found).toContain(part)
    expect(await findPost(posts[21]!)).toBeUndefined()
  })
})
