/** The inbox asks again what may be seen: nothing shows between a change and what follows from it. */
import { beforeEach, describe, expect, test } from "vitest"
import type { Member } from "#lib/forum/actor.ts"
import { editPost } from "#lib/forum/editing.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost } from "#lib/forum/removal.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadNotifications } from "./notifications.ts"

freshTable()

let [ann, bob, mo]: Member[] = []
let topic: string
let [first, post]: string[] = []
beforeEach(async () => {
  ;[ann, bob, mo] = [await someone(), await someone(), await staff()]
  ;({ topic, post: first } = await aTopic(bob!, await aCategory()))
  ;({ post } = await aReply(
    ann!,
    topic,
    "[quote]\nWhere to?\n[/quote]\n\nSouth.\n\n[spoiler]\nSpain\n[/spoiler]",
  ))
  await settle()
})

const shown = async () => (await loadNotifications(bob!))!.items

describe("the inbox", () => {
  test("says who did what where, and how it begins, without what is quoted or hidden", async () => {
    expect(await shown()).toMatchObject([
      { kind: "own-topic", by: [ann!.name], others: 0, unread: true, isFirst: false, excerpt: "South." },
    ])
  })

  test("names a topic as it is called now", async () => {
    await editPost(bob!, {
      post: first!,
      version: 1,
      topicVersion: 1,
      title: "Where to in winter?",
      body: "?",
      tags: [],
    })
    expect(await shown()).toMatchObject([{ title: "Where to in winter?" }])
  })

  test("leaves out a removed post at once", async () => {
    await removePost(mo!, { post: post! })
    expect(await shown()).toEqual([])
  })

  test("leaves out what was moved to where its reader may not look at once", async () => {
    await moveTopic(mo!, { topic, category: (await aCategory({ readers: "staff" })).id })
    expect(await shown()).toEqual([])
  })

  test("names two of many who like a post", async () => {
    const people = [await someone(), await someone(), await someone(), await someone()]
    for (const who of people.slice(0, 3)) await likePost(who, { post: first!, liked: true })
    await settle()
    expect((await shown())[0]).toMatchObject({
      others: 0,
      by: [people[2]!.name, people[1]!.name, people[0]!.name],
    })
    await likePost(people[3]!, { post: first!, liked: true })
    await settle()
    expect((await shown())[0]).toMatchObject({ others: 2, by: [people[3]!.name, people[2]!.name] })
  })

  test("knows no cursor that is none", async () => {
    expect(await loadNotifications(bob!, "older-nonsense")).toBeNull()
    expect((await loadNotifications(bob!, "oldest"))!.items).toHaveLength(1)
  })
})
