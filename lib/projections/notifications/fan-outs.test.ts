/** Many are told in pieces, whoever dies over it: everybody once, nobody missed. */
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest"
import { MINUTE, setClock } from "#lib/base/clock.ts"
import type { User } from "#lib/db/items/users.ts"
import { listFanOuts } from "#lib/db/patterns/notifications.ts"
import type { Member } from "#lib/forum/actor.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { intercept } from "#lib/testing/faults.ts"
import { unreadOf } from "#lib/testing/notifications.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { told, watchers } from "#lib/testing/watchers.ts"
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

  test.each([1, 7])(
    "is told to each of them once when it is hidden and restored meanwhile, after %i writes",
    async (writes) => {
      const { topic, users } = people
      const moderator = await staff()
      const { post } = await aReply(await someone(), topic)
      await settle({ projections })
      // Hidden within a piece, and that piece goes on; restored within the next.
      let sent = 0
      const stop = intercept(async (request, goOn) => {
        if (request.command === "TransactWriteItems" && ++sent === writes) {
          await removePost(moderator, { post })
          await settle({ projections })
        }
        if (request.command === "TransactWriteItems" && sent === 2 * writes + 3)
          await restorePost(moderator, { post })
        return goOn()
      })
      await runFanOuts()
      stop()
      await restorePost(moderator, { post })
      await settle({ projections })
      await dyingDuty(writes)
      for (let turn = 0; turn < 4; turn++) {
        later += MINUTE
        await Promise.all([runFanOuts(), runFanOuts()])
      }
      expect(await told({ topic, post })).toEqual([people.ann.id, ...users.map(({ id }) => id)].sort())
      for (const user of users.slice(0, 40)) expect(await unreadOf(user as unknown as Member)).toBe(1)
      expect(await listFanOuts()).toEqual([])
    },
  )

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
