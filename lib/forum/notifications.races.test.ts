/** What one reads while more arrives. */
import { describe, expect, test } from "vitest"
import type { Member } from "#lib/forum/actor.ts"
import { notifications } from "#lib/projections/notifications.ts"
import { intercept } from "#lib/testing/faults.ts"
import { toldTo, unreadOf } from "#lib/testing/notifications.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { changesSince, settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { markAllNotificationsRead, markNotificationRead } from "./notifications.ts"
import { readUpTo } from "./reading.ts"
import { removePost, restorePost } from "./removal.ts"

freshTable()

/** Bob's topic, with changes that tell him of ten replies. */
async function arriving() {
  const [ann, bob] = [await someone(), await someone()]
  const { topic } = await aTopic(bob, await aCategory())
  await changesSince()
  const posts: string[] = []
  for (let i = 0; i < 10; i++) posts.push((await aReply(ann, topic, `Reply ${i}.`)).post)
  return { bob, topic, posts, changes: await changesSince() }
}

const arrive = (changes: Awaited<ReturnType<typeof changesSince>>): Promise<unknown> =>
  Promise.all(changes.map((change) => notifications.apply([change])))

describe("while notifications arrive", () => {
  test("two who tell the same at once tell it once", async () => {
    const { bob, changes } = await arriving()
    await Promise.all([notifications.apply(changes), notifications.apply(changes), arrive(changes)])
    expect(await toldTo(bob)).toHaveLength(10)
    expect(await unreadOf(bob)).toBe(10)
  })

  test("marking all as read loses none, and the count stays exact", async () => {
    const { bob, changes } = await arriving()
    await Promise.all([arrive(changes), ...Array.from({ length: 4 }, () => markAllNotificationsRead(bob))])
    expect(await toldTo(bob)).toHaveLength(10)
    // unreadOf holds the count against the notifications.
    expect(await unreadOf(bob)).toBeLessThanOrEqual(10)
    await markAllNotificationsRead(bob)
    expect(await unreadOf(bob)).toBe(0)
  })

  test("what is hidden and shown again counts, also by reads that lag behind the present round", async () => {
    const { bob, posts, changes } = await arriving()
    await notifications.apply(changes.slice(0, Math.ceil(changes.length / 2)))
    await markAllNotificationsRead(bob)
    await arrive(changes)
    const unread = await unreadOf(bob)
    expect(unread).toBeGreaterThan(0)
    let lagging = 0
    intercept(async (sent, goOn) => {
      const answer = await goOn()
      const asked = Object.values(sent.input.RequestItems ?? {}) as { ConsistentRead?: boolean }[]
      if (sent.command !== "BatchGetItem" || asked.some((one) => one.ConsistentRead)) return answer
      for (const item of Object.values(answer.output.Responses).flat() as Record<string, unknown>[])
        if (item.entityType === "Inbox" && item.round === 1) {
          item.round = 0
          lagging++
        }
      return answer
    })
    const mo = await staff()
    await removePost(mo, { post: posts.at(-1)! })
    await settle({ projections: [notifications] })
    expect(await unreadOf(bob)).toBe(unread - 1)
    await restorePost(mo, { post: posts.at(-1)! })
    await settle({ projections: [notifications] })
    expect(await unreadOf(bob)).toBe(unread)
    expect(lagging).toBeGreaterThan(0)
  })

  test("reading the topic and marking one by one keep the count exact", async () => {
    const { bob, posts, changes } = await arriving()
    await notifications.apply(changes.slice(0, Math.ceil(changes.length / 2)))
    const some = await toldTo(bob)
    const mark = ({ id }: { id: string }, who: Member): Promise<unknown> =>
      markNotificationRead(who, { notification: id })
    await Promise.all([
      arrive(changes),
      ...some.map((one) => mark(one, bob)),
      ...some.map((one) => mark(one, bob)),
      readUpTo(bob, { post: posts[4]! }),
    ])
    expect(await toldTo(bob)).toHaveLength(10)
    await readUpTo(bob, { post: posts[9]! })
    expect(await unreadOf(bob)).toBe(0)
  })
})
