/** What a member does with what they were told. */
import { describe, expect, test } from "vitest"
import { kindsTold, toldTo, unreadOf } from "#lib/testing/notifications.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST } from "./actor.ts"
import { findNotification, markAllNotificationsRead, markNotificationRead } from "./notifications.ts"
import { readUpTo } from "./reading.ts"

freshTable()

/** Bob is told of `count` replies in his topic. */
async function told(count: number) {
  const [ann, bob] = [await someone(), await someone()]
  const { topic } = await aTopic(bob, await aCategory())
  const posts: string[] = []
  for (let i = 0; i < count; i++) posts.push((await aReply(ann, topic, `Reply ${i}.`)).post)
  await settle()
  expect(await unreadOf(bob)).toBe(count)
  return { ann, bob, topic, posts }
}

describe("a notification", () => {
  test("is marked as read once, however often it is marked", async () => {
    const { bob } = await told(2)
    const [one] = await toldTo(bob)
    for (let turn = 0; turn < 3; turn++) await markNotificationRead(bob, { notification: one!.id })
    expect(await unreadOf(bob)).toBe(1)
  })

  test("is its receiver's alone", async () => {
    const { ann, bob } = await told(1)
    const notification = (await toldTo(bob))[0]!.id
    expect(await markNotificationRead(ann, { notification })).toBeUndefined()
    expect(await findNotification(ann, { notification })).toBeUndefined()
    await expect(markNotificationRead(GUEST, { notification })).rejects.toMatchObject({
      kind: "unauthenticated",
    })
    await expect(markAllNotificationsRead(GUEST)).rejects.toMatchObject({ kind: "unauthenticated" })
    expect(await unreadOf(bob)).toBe(1)
  })
})

test("all are marked at once, and what comes later is unread", async () => {
  const { ann, bob, topic } = await told(3)
  await markAllNotificationsRead(bob)
  expect(await unreadOf(bob)).toBe(0)
  await aReply(ann, topic, "Later.")
  await settle()
  expect(await unreadOf(bob)).toBe(1)
  expect(await kindsTold(bob)).toHaveLength(4)
})

test("reading a topic marks what one was told of it up to the post that was read, and nothing of other topics", async () => {
  const { ann, bob, posts } = await told(5)
  const other = await aTopic(bob, await aCategory())
  await aReply(ann, other.topic)
  await settle()
  await readUpTo(bob, { post: posts[2]! })
  expect(await unreadOf(bob)).toBe(3)
  await readUpTo(bob, { post: posts[4]! })
  expect(await unreadOf(bob)).toBe(1)
})
