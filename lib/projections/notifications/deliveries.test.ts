/** However the stream delivers, and wherever the worker dies: the same is told, once, and the count is exact. */
import { describe, expect, test, vi } from "vitest"
import type { Member } from "#lib/forum/actor.ts"
import { acceptAnswer } from "#lib/forum/answers.ts"
import { editPost } from "#lib/forum/editing.ts"
import { markNotificationRead } from "#lib/forum/notifications.ts"
import { reply } from "#lib/forum/posts.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { againAfter, oneByOne, reordered, splitAt, twice } from "#lib/testing/deliveries.ts"
import { intercept, type Sent } from "#lib/testing/faults.ts"
import { standToTopic, toldTo, unreadOf } from "#lib/testing/notifications.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { changesSince, type Delivery, settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { notifications } from "../notifications.ts"

freshTable()
vi.setConfig({ testTimeout: 60_000 })

const projections = [notifications]

type People = Record<"ann" | "bob" | "cid" | "dan", Member>

/** Some of everything at once: what is told of it must not depend on how it comes. */
async function history(): Promise<People> {
  const [ann, bob, cid, dan] = [await someone(), await someone(), await someone(), await someone()]
  const mo = await staff()
  const { topic, post: first } = await aTopic(ann, await aCategory({ kind: "question" }))
  await standToTopic(cid, topic, "watching")
  // What was before is told already.
  await settle({ projections })
  const { post } = await aReply(bob, topic)
  await reply(dan, { form: aForm(), topic, replyTo: post, body: `So says @${cid.name}.` })
  const { post: spam } = await aReply(dan, topic, "Buy more.")
  await removePost(mo, { post: spam })
  const { post: back } = await aReply(dan, topic, "Really.")
  await removePost(mo, { post: back })
  await restorePost(mo, { post: back })
  await editPost(bob, { post, version: 1, body: `South. Ask @${dan.name}.` })
  for (const who of [bob, cid, dan]) await likePost(who, { post: first, liked: true })
  await likePost(cid, { post: first, liked: false })
  await acceptAnswer(ann, { post, accepted: true })
  return { ann, bob, cid, dan }
}

const TOLD = {
  ann: ["like 2", "own-topic", "own-topic", "own-topic"],
  bob: ["answer", "reply"],
  cid: ["mention", "watched-topic", "watched-topic"],
  dan: ["mention"],
}

async function expectTold(people: People): Promise<void> {
  for (const [name, kinds] of Object.entries(TOLD)) {
    const told = await toldTo(people[name as keyof People])
    expect([
      name,
      told.map(({ kind, count }) => (kind === "like" ? `${kind} ${count}` : kind)).sort(),
    ]).toEqual([name, kinds])
    expect([name, await unreadOf(people[name as keyof People])]).toEqual([name, kinds.length])
  }
}

describe("what is told", () => {
  test.each<[string, Delivery]>([
    ["at once", (changes) => [changes]],
    ["twice", twice],
    ["change by change", oneByOne],
    ["backwards between partitions", reordered(() => 0.999)],
    ["forwards between partitions", reordered(() => 0)],
  ])("is the same when the stream delivers %s", async (_how, deliver) => {
    const people = await history()
    await settle({ deliver, projections })
    await expectTold(people)
  })

  test("is the same wherever the stream is cut, and whatever of it comes again", async () => {
    for (let n = 1; n < 72; n += 9) {
      const people = await history()
      await settle({ deliver: n % 2 ? splitAt(n) : againAfter(n), projections })
      await expectTold(people)
    }
  })

  test.each(["before", "after"] as const)(
    "is the same when the worker dies %s any of its writes",
    async (when) => {
      for (let n = 1; ; n++) {
        const people = await history()
        const changes = await changesSince()
        const died = await dyingAt(n, when, () => notifications.apply(changes))
        await notifications.apply(changes)
        await settle({ projections })
        await expectTold(people)
        if (!died) return expect(n).toBeGreaterThan(4)
      }
    },
  )

  test("again after it was read stays read", async () => {
    const people = await history()
    const changes = await changesSince()
    await notifications.apply(changes)
    for (const one of await toldTo(people.ann))
      await markNotificationRead(people.ann, { notification: one.id })
    await notifications.apply(changes)
    expect(await unreadOf(people.ann)).toBe(0)
    expect(await toldTo(people.ann)).toHaveLength(TOLD.ann.length)
  })
})

class Died extends Error {}

/** Runs `work`, which dies at its n-th write, done or not. @returns whether it came so far */
async function dyingAt(n: number, when: "before" | "after", work: () => Promise<void>): Promise<boolean> {
  let writes = 0
  const stop = intercept(async (sent, goOn) => {
    if (!isWrite(sent)) return goOn()
    if (++writes !== n) {
      if (writes > n) throw new Died()
      return goOn()
    }
    if (when === "after") await goOn()
    throw new Died()
  })
  try {
    await work()
    return false
  } catch (error) {
    if (writes >= n) return true
    throw error
  } finally {
    stop()
  }
}

const isWrite = ({ command }: Sent): boolean => /Write|Put|Update|Delete/.test(command)
