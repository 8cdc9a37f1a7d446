/** Who does not want to hear of it, or has seen it already; what is nobody's news; and what runs out. */
import { describe, expect, test } from "vitest"
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import { Notifications } from "#lib/db/items/notifications.ts"
import { Posts } from "#lib/db/items/posts.ts"
import { inboxOf } from "#lib/db/patterns/notifications.ts"
import { getPost } from "#lib/db/patterns/posts.ts"
import { markNotificationRead } from "#lib/forum/notifications.ts"
import { readUpTo } from "#lib/forum/reading.ts"
import { kindsTold, standToCategory, standToTopic, toldTo, unreadOf } from "#lib/testing/notifications.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import type { Change } from "../contract.ts"
import { notifications } from "../notifications.ts"

freshTable()

describe("a member", () => {
  test("who muted a topic is told nothing of it, not even that they are named", async () => {
    const [ann, bob] = [await someone(), await someone()]
    const { topic } = await aTopic(bob, await aCategory())
    await standToTopic(bob, topic, "muted")
    await aReply(ann, topic, `Come back, @${bob.name}!`)
    await settle()
    expect(await kindsTold(bob)).toEqual([])
  })

  test("who muted a category is told what is said to them in person, and nothing else", async () => {
    const [ann, bob] = [await someone(), await someone()]
    const category = await aCategory()
    const { topic } = await aTopic(bob, category)
    await standToCategory(bob, category.id, "muted")
    await settle()
    await standToTopic(bob, topic, "normal")
    await aReply(ann, topic)
    await aReply(ann, topic, `Come back, @${bob.name}!`)
    await settle()
    expect(await kindsTold(bob)).toEqual(["mention"])
  })

  test("who only tracks the topic that they began is told what is said to them, and nothing else", async () => {
    const [ann, bob] = [await someone(), await someone()]
    const { topic } = await aTopic(bob, await aCategory())
    await standToTopic(bob, topic, "tracking")
    await aReply(ann, topic)
    await aReply(ann, topic, `@${bob.name}?`)
    await settle()
    expect(await kindsTold(bob)).toEqual(["mention"])
  })

  test("who has seen the post already gets the notification read", async () => {
    const [ann, bob] = [await someone(), await someone()]
    const { topic } = await aTopic(bob, await aCategory())
    await settle()
    const { post } = await aReply(ann, topic)
    await readUpTo(bob, { post })
    await settle()
    expect(await toldTo(bob)).toMatchObject([{ post, readAt: expect.any(String) }])
    expect(await unreadOf(bob)).toBe(0)
  })
})

describe("nobody is told", () => {
  test.each([
    ["imported", { imported: true }],
    ["moved here from another topic", { moves: [{ saga: "S", from: "T" }], movedFrom: "T" }],
  ])("of a post that was %s", async (_how, mark) => {
    const [ann, bob] = [await someone(), await someone()]
    const { topic, post } = await aTopic(bob, await aCategory())
    await settle()
    const first = (await getPost(topic, post))!
    const id = newId()
    const item = Posts.encode({ ...first, id, author: { id: ann.id, name: ann.name }, createdAt: nowIso() })
    await putMany([{ ...item, mentions: [bob.id], ...mark }])
    await settle()
    expect(await kindsTold(bob)).toEqual([])
  })
})

test("what runs out unread leaves the count once, however often that is delivered; what was read is not counted", async () => {
  const [ann, bob] = [await someone(), await someone()]
  const { topic } = await aTopic(bob, await aCategory())
  for (const text of ["One.", "Two.", "Three."]) await aReply(ann, topic, text)
  await settle()
  const told = await toldTo(bob)
  await markNotificationRead(bob, { notification: told[0]!.id })
  expect(await unreadOf(bob)).toBe(2)
  const [read, unread] = [{ ...told[0]!, readAt: nowIso() }, told[1]!]
  const expiry = [read, unread].map((one, i): Change => {
    const before = Notifications.encode(one) as Change["before"] & object
    const key = { PK: String(before.PK), SK: String(before.SK) }
    return {
      sequence: String(i + 1).padStart(40, "9"),
      shard: "s",
      at: nowIso(),
      key,
      entityType: "Notification",
      before,
      expired: true,
    }
  })
  for (let turn = 0; turn < 3; turn++) await notifications.apply(expiry)
  expect(await inboxOf(bob.id, { consistent: true })).toMatchObject({ unread: 1 })
})
