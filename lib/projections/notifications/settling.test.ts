/** What is hidden is withdrawn, and comes back when it may be seen again; the unread count is always exact. */
import { describe, expect, test } from "vitest"
import { nowIso } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { changeMember } from "#lib/db/writes/members.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { mergeTopics } from "#lib/forum/merging.ts"
import { markNotificationRead } from "#lib/forum/notifications.ts"
import { readUpTo } from "#lib/forum/reading.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { setRole } from "#lib/forum/roles.ts"
import { changeSettings } from "#lib/forum/settings.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { kindsTold, standToTopic, toldTo, unreadOf } from "#lib/testing/notifications.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { finish, presentTime } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { runFanOuts } from "./fan-outs.ts"

freshTable()

const OPERATOR = { kind: "operator" } as const

/** Bob is told of what Ann writes in his topic; Mo is a moderator. */
async function scene() {
  const category = await aCategory()
  const [ann, bob, mo] = [await someone(), await someone(), await staff()]
  const { topic, post: first } = await aTopic(bob, category)
  const { post } = await aReply(ann, topic)
  await settle()
  expect(await kindsTold(bob)).toEqual(["own-topic"])
  return { category, ann, bob, mo, topic, first, post }
}

/** Everything that follows, the works of the duty included. */
async function settleAll(): Promise<void> {
  await settle()
  // A category's work begins one for each of its topics.
  for (let turn = 0; turn < 2; turn++) await runFanOuts()
  await settle()
}

describe("a notification", () => {
  test("goes with its post, and comes back with it, unread as it was", async () => {
    const { mo, bob, post } = await scene()
    await removePost(mo, { post })
    await settleAll()
    expect(await kindsTold(bob)).toEqual([])
    expect(await unreadOf(bob)).toBe(0)
    await restorePost(mo, { post })
    await settleAll()
    expect(await kindsTold(bob)).toEqual(["own-topic"])
    expect(await unreadOf(bob)).toBe(1)
  })

  test("that was read comes back as read", async () => {
    const { mo, bob, post } = await scene()
    await markNotificationRead(bob, { notification: (await toldTo(bob))[0]!.id })
    await removePost(mo, { post })
    await settleAll()
    await restorePost(mo, { post })
    await settleAll()
    expect(await kindsTold(bob)).toEqual(["own-topic"])
    expect(await unreadOf(bob)).toBe(0)
  })

  test("goes and comes back with its topic", async () => {
    const { mo, bob, first } = await scene()
    const before = await kindsTold(bob)
    await removePost(mo, { post: first })
    await settleAll()
    // In its place one hears that staff have hidden the topic.
    expect(await kindsTold(bob)).toEqual(["moderation"])
    await restorePost(mo, { post: first })
    await settleAll()
    expect((await kindsTold(bob)).sort()).toEqual([...before, "moderation", "moderation"].sort())
    expect(await unreadOf(bob)).toBe(3)
  })

  test("is not there for a post that was removed before anybody was told", async () => {
    const category = await aCategory()
    const [ann, bob] = [await someone(), await someone()]
    const { topic } = await aTopic(bob, category)
    const { post } = await aReply(ann, topic)
    await removePost(ann, { post })
    await settleAll()
    expect(await kindsTold(bob)).toEqual([])
    await restorePost(ann, { post })
    await settleAll()
    expect(await kindsTold(bob)).toEqual(["own-topic"])
  })

  test("goes when its topic moves to where the receiver may not look, and comes back with it", async () => {
    const { mo, bob, topic, category } = await scene()
    const closed = await aCategory({ readers: "staff" })
    await standToTopic(mo, topic, "watching")
    await aReply(await someone(), topic)
    await settle()
    await moveTopic(mo, { topic, category: closed.id })
    await settleAll()
    expect(await unreadOf(bob)).toBe(0)
    expect(await kindsTold(mo)).toEqual(["watched-topic"])
    await moveTopic(mo, { topic, category: category.id })
    await settleAll()
    expect(await unreadOf(bob)).toBe(2)
  })

  test("goes when its category is closed to the receiver", async () => {
    const { bob, category } = await scene()
    await changeCategory(OPERATOR, category.id, { readers: "staff" })
    await settleAll()
    expect(await kindsTold(bob)).toEqual([])
    await changeCategory(OPERATOR, category.id, { readers: "members" })
    await settleAll()
    expect(await kindsTold(bob)).toEqual(["own-topic"])
  })

  test("goes along when its topic becomes part of another, and is read there", async () => {
    const older = await aTopic(await someone(), await aCategory())
    const { bob, mo, topic, post } = await scene()
    const { id } = await mergeTopics(mo, { topic, other: older.topic })
    await finish(id, { between: settle })
    await settleAll()
    presentTime()
    expect(await toldTo(bob)).toMatchObject([{ kind: "own-topic", post, topic: older.topic }])
    expect(await unreadOf(bob)).toBe(1)
    await readUpTo(bob, { post })
    expect(await unreadOf(bob)).toBe(0)
  })

  test("goes with the role by which the receiver might look, and comes back with it", async () => {
    const closed = await aCategory({ readers: "staff" })
    const [ann, bob] = [await staff(), await staff()]
    await aReply(ann, (await aTopic(bob, closed)).topic)
    await settle()
    expect(await unreadOf(bob)).toBe(1)
    await setRole(OPERATOR, { member: bob.id, role: "member" })
    await settleAll()
    expect(await kindsTold(bob)).toEqual([])
    await setRole(OPERATOR, { member: bob.id, role: "moderator" })
    await settleAll()
    expect(await unreadOf(bob)).toBe(1)
  })

  test("goes when staff take their two-step sign-in off where the forum wants it, and comes back with it", async () => {
    const closed = await aCategory({ readers: "staff" })
    const [ann, bob] = [await staff(), await staff()]
    const change = async (twoStepAt: string | null) => {
      const user = (await getUser(bob.id, { consistent: true }))!
      await commit([changeMember(user, { twoStepAt }, () => new Error("busy"))])
      await settleAll()
    }
    await change(nowIso())
    await aReply(ann, (await aTopic(bob, closed)).topic)
    await changeSettings(OPERATOR, { values: { "staff-two-step": true } })
    await settleAll()
    expect(await unreadOf(bob)).toBe(1)
    await change(null)
    expect([await kindsTold(bob), await unreadOf(bob)]).toEqual([[], 0])
    await change(nowIso())
    expect(await unreadOf(bob)).toBe(1)
    await changeSettings(OPERATOR, { values: { "staff-two-step": false } })
  })
})
