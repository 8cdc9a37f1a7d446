/** Replies that come late into a merged topic, while the merge is taken back. */
import { afterAll, afterEach, describe, expect, test, vi } from "vitest"
import type { Saga } from "#lib/db/items/sagas.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"
import { unfinishedSagas } from "#lib/db/patterns/sagas.ts"
import type { Member } from "#lib/forum/actor.ts"
import { mergeTopics, undoMove } from "#lib/forum/merging.ts"
import { visibleTopic } from "#lib/forum/visible.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { failing, intercept, type Sent } from "#lib/testing/faults.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { dying, finish, finishAll, Killed, passUntil, presentTime } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { replyInto } from "#lib/testing/strays.ts"
import { freshTable } from "#lib/testing/table.ts"
import { runSaga } from "./runner.ts"

freshTable()
afterEach(presentTime)
afterAll(expectConsistent)

const idsIn = async (topic: string): Promise<string[]> =>
  (await postsFrom(topic, { limit: 1000, consistent: true })).map(({ id }) => id)

// One of them goes through a whole merge and its undoing for each turn of the late reply.
vi.setConfig({ testTimeout: 180_000 })

type Scene = {
  moderator: Member
  /** One that began before both. */
  older: string
  one: string
  two: string
  /** The posts of each before the merge, and the one that came late. */
  before: [string[], string[]]
  late: string
  merge: Saga
  stray: Saga
}

/** Two topics that became one, and a reply that came into the merged one afterwards; its saga has just begun. */
async function aStray(): Promise<Scene> {
  const [ann, moderator] = [await someone(), await staff()]
  const category = await aCategory()
  const { topic: older } = await aTopic(ann, category)
  const [one, two] = [(await aTopic(ann, category)).topic, (await aTopic(ann, category)).topic]
  for (let i = 0; i < 3; i++) await aReply(moderator, i % 2 ? one : two)
  await settle()
  const before: Scene["before"] = [await idsIn(one), await idsIn(two)]
  const merge = await finish((await mergeTopics(moderator, { topic: two, other: one })).id, {
    between: settle,
  })
  const late = await replyInto(ann, two)
  await settle()
  const [stray] = await unfinishedSagas()
  expect(stray).toMatchObject({ kind: "follow-merge", input: { from: two, to: one, merge: merge.id } })
  return { moderator, older, one, two, before, late, merge, stray: stray! }
}

/** Two topics again; what came late lies in the one into which it was written. */
async function expectTwoAgain({ one, two, before, late, moderator }: Scene): Promise<void> {
  expect(await idsIn(one)).toEqual(before[0])
  expect(await idsIn(two)).toEqual([...before[1], late])
  expect((await visibleTopic(moderator, two)).topic.id).toBe(two)
  expect(await unfinishedSagas()).toEqual([])
}

/** So many turns of a saga, waiting as long as it wants to. @returns whether it has ended by then */
async function turns(id: string, count: number): Promise<boolean> {
  for (let n = 0; n < count; n++) {
    const saga = (await unfinishedSagas()).find((one) => one.id === id)
    if (!saga) return true
    for (const until of [saga.notBefore, saga.lease?.until]) if (until) passUntil(until)
    await dying(id).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error
    })
  }
  return false
}

describe("a merge that is taken back while a late reply follows it", () => {
  test("stays taken back, whichever turn the late reply is at", async () => {
    let isOver = false
    for (let count = 0; !isOver; count++) {
      const scene = await aStray()
      isOver = await turns(scene.stray.id, count)
      const undo = await undoMove(scene.moderator, { saga: scene.merge.id })
      // Sometimes the late reply goes on first, sometimes the undoing is over by then.
      if (!isOver && count % 2) await turns(scene.stray.id, 2)
      await finish(undo.id, { between: settle })
      if (!isOver) await finish(scene.stray.id, { between: settle })
      await settle()
      await expectTwoAgain(scene)
      expect(count).toBeLessThan(30)
    }
  })

  test("stays taken back when the whole undoing falls into one turn of the late reply", async () => {
    const scene = await aStray()
    let held = 0
    const stop = intercept(async (sent, goOn) => {
      const isMoving =
        sent.command === "TransactWriteItems" &&
        JSON.stringify(sent.input).includes(`"TOPIC#${scene.one}"`) &&
        JSON.stringify(sent.input).includes(scene.late)
      if (isMoving && held++ === 0) {
        // Everything is read, and nothing is written yet.
        const undo = await undoMove(scene.moderator, { saga: scene.merge.id })
        await finish(undo.id, { between: settle })
      }
      return goOn()
    })
    await runSaga(scene.stray.id)
    stop()
    expect(held).toBeGreaterThan(0)
    await finish(scene.stray.id, { between: settle })
    await settle()
    await expectTwoAgain(scene)
  })

  test("stands again when that fails, brings the late reply after all, and can be taken back another time", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {})
    const scene = await aStray()
    const { id } = await undoMove(scene.moderator, { saga: scene.merge.id })
    const isBack = ({ command, input }: Sent): boolean =>
      command === "TransactWriteItems" && JSON.stringify(input).includes(`"TOPIC#${scene.two}"`)
    failing(isBack, () => new Error("Full"), 10)
    expect(await turns(scene.stray.id, 3)).toBe(false)
    expect(await finish(id, { between: settle })).toMatchObject({ state: "failed" })
    await finish(scene.stray.id, { between: settle })
    await settle()
    expect(await idsIn(scene.one)).toEqual([...scene.before.flat(), scene.late].sort())
    expect(await idsIn(scene.two)).toEqual([])
    await finish((await undoMove(scene.moderator, { saga: scene.merge.id })).id, { between: settle })
    await settle()
    await expectTwoAgain(scene)
    vi.restoreAllMocks()
  })

  test("is waited for by a late reply that cannot follow yet", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {})
    const scene = await aStray()
    const isInto = ({ command, input }: Sent): boolean =>
      command === "TransactWriteItems" && JSON.stringify(input).includes(`"TOPIC#${scene.one}"`)
    failing(isInto, () => new Error("Full"), 60)
    expect(await turns(scene.stray.id, 12)).toBe(false)
    await finish(scene.stray.id, { between: settle })
    expect(await idsIn(scene.one)).toEqual([...scene.before.flat(), scene.late].sort())
    expect(await idsIn(scene.two)).toEqual([])
    vi.restoreAllMocks()
  })

  test("lets a late reply follow merge by merge, and come back merge by merge", async () => {
    const scene = await aStray()
    const { older, one } = scene
    // What was merged goes on; the late reply is still where it was written.
    const { id } = await mergeTopics(scene.moderator, { topic: one, other: older })
    const next = await finish(id, { between: settle })
    await finish(scene.stray.id, { between: settle })
    await settle()
    await finishAll()
    expect(await idsIn(older)).toContain(scene.late)
    expect(await idsIn(scene.two)).toEqual([])
    for (const { id } of [next, scene.merge])
      await finish((await undoMove(scene.moderator, { saga: id })).id, { between: settle })
    await settle()
    await expectTwoAgain(scene)
  })

  test("is offered for the merge alone, and brings what came late along", async () => {
    const scene = await aStray()
    const stray = await finish(scene.stray.id, { between: settle })
    expect(await idsIn(scene.one)).toContain(scene.late)
    await expect(undoMove(scene.moderator, { saga: stray.id })).rejects.toMatchObject({
      code: "page-missing",
    })
    const undo = await undoMove(scene.moderator, { saga: scene.merge.id })
    await finish(undo.id, { between: settle })
    await settle()
    await expectTwoAgain(scene)
  })
})
