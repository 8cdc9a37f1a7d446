/** Likes are told by one notification a post. */
import { describe, expect, test } from "vitest"
import type { Member } from "#lib/forum/actor.ts"
import { markAllNotificationsRead, markNotificationRead } from "#lib/forum/notifications.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { kindsTold, mute, toldTo, unreadOf } from "#lib/testing/notifications.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"

freshTable()

async function liked() {
  const ann = await someone()
  const { topic, post } = await aTopic(ann, await aCategory())
  const like = async (who: Member, isLiked = true) => {
    await likePost(who, { post, liked: isLiked })
    await settle()
  }
  return { ann, topic, post, like }
}

describe("likes of one post", () => {
  test("are told together, the latest first, and all counted", async () => {
    const { ann, post } = await liked()
    const people = [await someone(), await someone(), await someone(), await someone(), await someone()]
    for (const who of people) await likePost(who, { post, liked: true })
    await settle()
    const [one, ...others] = await toldTo(ann)
    expect(others).toEqual([])
    expect(one).toMatchObject({ kind: "like", count: 5 })
    expect(one!.by.map(({ id }) => id)).toEqual([4, 3, 2].map((n) => people[n]!.id))
    expect(await unreadOf(ann)).toBe(1)
  })

  test("that come one after the other change the unread notification, and no other comes", async () => {
    const { ann, like } = await liked()
    await like(await someone())
    const [before] = await toldTo(ann)
    await like(await someone())
    const [after, ...others] = await toldTo(ann)
    expect(others).toEqual([])
    expect(after).toMatchObject({ id: before!.id, count: 2 })
    expect(await unreadOf(ann)).toBe(1)
  })

  test("come again on top when they were read", async () => {
    const { ann, topic, like } = await liked()
    await like(await someone())
    await markNotificationRead(ann, { notification: (await toldTo(ann))[0]!.id })
    await aReply(await someone(), topic)
    await settle()
    await like(await someone())
    expect(await kindsTold(ann)).toEqual(["like", "own-topic"])
    expect((await toldTo(ann))[0]).toMatchObject({ count: 2 })
    expect(await unreadOf(ann)).toBe(2)
    await markAllNotificationsRead(ann)
    await like(await someone())
    expect(await kindsTold(ann)).toEqual(["like", "own-topic"])
    expect(await unreadOf(ann)).toBe(1)
  })

  test("that are taken back leave the notification, the last one takes it away", async () => {
    const { ann, like } = await liked()
    const [bob, cid] = [await someone(), await someone()]
    await like(bob)
    await like(cid)
    await like(cid, false)
    expect(await toldTo(ann)).toMatchObject([{ count: 1, by: [{ id: bob.id }] }])
    await like(bob, false)
    expect(await toldTo(ann)).toEqual([])
    expect(await unreadOf(ann)).toBe(0)
    await like(bob)
    expect(await unreadOf(ann)).toBe(1)
  })

  test("do not count those of muted people", async () => {
    const { ann, like } = await liked()
    const [bob, cid] = [await someone(), await someone()]
    await mute(ann, bob)
    await like(bob)
    expect(await toldTo(ann)).toEqual([])
    await like(cid)
    expect(await toldTo(ann)).toMatchObject([{ count: 1, by: [{ id: cid.id }] }])
  })
})
