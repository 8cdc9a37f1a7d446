/** Many are told in pieces, whoever dies over it: everybody once, nobody missed. */
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest"
import { MINUTE, nowIso, setClock } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import { ReadStates, type User, Users } from "#lib/db/items/users.ts"
import { TopicWatchers } from "#lib/db/items/watching.ts"
import { listFanOuts, toldAbout } from "#lib/db/patterns/notifications.ts"
import type { Member } from "#lib/forum/actor.ts"
import { removePost } from "#lib/forum/removal.ts"
import { intercept } from "#lib/testing/faults.ts"
import { unreadOf } from "#lib/testing/notifications.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { notifications } from "../notifications.ts"
import { runFanOuts } from "./fan-outs.ts"

freshTable()
vi.setConfig({ testTimeout: 120_000 })

const projections = [notifications]

// Works that other tests left are not due here, and those of here are at once.
let later = 0
beforeEach(() => {
  later += 10 * MINUTE
  setClock(() => Date.now() + later)
  onTestFinished(() => setClock())
})

/** Members who watch a topic, written directly: making them by the verbs takes long. */
async function watchers(topic: string, count: number): Promise<User[]> {
  const at = nowIso()
  const users = Array.from({ length: count }, (_, i): User => {
    const id = newId()
    return {
      ...{
        id,
        name: `watcher-${i}`,
        role: "member",
        sessionEpoch: 1,
        about: "",
        topicCount: 0,
        postCount: 0,
      },
      ...{ createdAt: at, updatedAt: at, version: 1 },
    }
  })
  await putMany(
    users.flatMap(({ id: user }) => [
      Users.encode(users.find(({ id }) => id === user)!),
      ReadStates.encode({ user, topic, level: "watching", updatedAt: at }),
      TopicWatchers.encode({ user, topic, level: "watching", at }),
    ]),
  )
  return users
}

async function told(place: { topic: string; post: string }): Promise<string[]> {
  const users: string[] = []
  for (let after: string | undefined; ; ) {
    const { items, next } = await toldAbout(place, after)
    users.push(...items.filter((one) => !one.withdrawn).map(({ user }) => user))
    if (!next) return users.sort()
    after = next
  }
}

/** Runs the duty, which dies at its n-th transaction, done or not; its lease runs out. */
async function dyingDuty(n: number): Promise<void> {
  let writes = 0
  const stop = intercept(async (sent, goOn) => {
    if (sent.command === "TransactWriteItems" && ++writes >= n) {
      if (n % 2) await goOn()
      throw new Error("killed")
    }
    return goOn()
  })
  await runFanOuts().catch(() => {})
  stop()
  later += MINUTE
}

describe("a post in a topic that 600 watch", () => {
  let people: { ann: Member; topic: string; users: User[] }
  beforeEach(async () => {
    const ann = await someone()
    const { topic } = await aTopic(ann, await aCategory())
    people = { ann, topic, users: await watchers(topic, 600) }
    await settle({ projections })
  })

  test("is told to each of them once, however often who tells is killed, and by two at once", async () => {
    const { topic, users } = people
    const { post } = await aReply(await someone(), topic)
    await settle({ projections })
    // Within the batch only those are told whom the post itself concerns.
    expect(await told({ topic, post })).toEqual([people.ann.id])
    for (let n = 1; n < 8; n++) await dyingDuty(n)
    await Promise.all([runFanOuts(), runFanOuts()])
    for (let turn = 0; turn < 3; turn++) {
      later += MINUTE
      await runFanOuts()
    }
    expect(await told({ topic, post })).toEqual([people.ann.id, ...users.map(({ id }) => id)].sort())
    for (const user of users.slice(0, 40)) expect(await unreadOf(user as unknown as Member)).toBe(1)
    expect(await listFanOuts()).toEqual([])
  })

  test("is told to nobody any more when it is hidden meanwhile", async () => {
    const { topic } = people
    const { post } = await aReply(await someone(), topic)
    await settle({ projections })
    await dyingDuty(6)
    expect((await told({ topic, post })).length).toBeGreaterThan(20)
    await removePost(await staff(), { post })
    await settle({ projections })
    for (let turn = 0; turn < 3; turn++) {
      later += MINUTE
      await runFanOuts()
    }
    expect(await told({ topic, post })).toEqual([])
    expect(await listFanOuts()).toEqual([])
  })
})

test("whoever began to watch after a post was written is not told of it", async () => {
  const ann = await someone()
  const { topic } = await aTopic(ann, await aCategory())
  const { post } = await aReply(await someone(), topic)
  setClock(() => Date.now() + later + 5)
  await watchers(topic, 2)
  await settle({ projections })
  expect(await told({ topic, post })).toEqual([ann.id])
})
