import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest"
import { categoryTag, HOME, topicTag } from "#lib/base/cache-tags.ts"
import { DAY, now, setClock } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import { topicKey } from "#lib/db/keys/topics.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { pastOf } from "#lib/forum/cases.ts"
import { LockTopicInput, lockTopic } from "#lib/forum/closing.ts"
import { PinInput } from "#lib/forum/pinning.ts"
import { runTimers } from "#lib/forum/timing.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { expirePagesBy } from "#lib/projections/pages.ts"
import { toldTo, types } from "#lib/testing/cases.ts"
import { failing, listen } from "#lib/testing/faults.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply } from "#lib/testing/people.ts"
import { passUntil, presentTime } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { aTimedScene, inAnHour, rowOf, timersOf } from "#lib/testing/timed.ts"
import { topicPage } from "./topic.ts"

freshTable()
withoutLimits()

let told: string[] = []
beforeEach(() => expirePagesBy(async (tags) => void told.push(...tags)))
afterEach(() => {
  presentTime()
  expirePagesBy(async () => {})
})

describe("a topic that closes at a time", () => {
  test("takes replies until then and none from then on, whether or not anybody has looked", async () => {
    const { ann, mod, topic, id } = await aTimedScene()
    const at = inAnHour()
    await lockTopic(mod, { topic, locked: true, at, words: "The vote ends" })
    await aReply(ann, topic)
    expect((await topicPage(GUEST, topic, 1))?.topic).toMatchObject({
      locked: false,
      timer: { at, locked: true },
    })
    passUntil(at)
    await expect(aReply(ann, topic)).rejects.toMatchObject({ code: "topic-locked" })
    const { locked, timer } = (await topicPage(GUEST, topic, 1))!.topic
    expect([locked, timer]).toEqual([true, undefined])
    expect((await rowOf(topic))!.locked).toBe(false)
    await settle()
    expect(types(await pastOf(id))).toEqual(["timed-lock"])
    expect(await toldTo(ann)).toContainEqual(["changed", "The vote ends"])
  })

  test("says so in lists and on kept pages when the worker has looked; once, and by one request", async () => {
    const { mod, category, topic } = await aTimedScene()
    const at = inAnHour()
    await lockTopic(mod, { topic, locked: true, at })
    expect(await runTimers()).toBe(0)
    await settle()
    passUntil(at)
    told = []
    const sent = listen()
    await runTimers()
    const made = sent.filter(({ command }) => /^(TransactWrite|Put|Update|Delete)/.test(command))
    expect(made.filter(({ input }) => JSON.stringify(input).includes(topic))).toHaveLength(1)
    await settle()
    const row = (await rowOf(topic))!
    expect([row.locked, row.timer]).toEqual([true, undefined])
    expect(told).toEqual(expect.arrayContaining([HOME, topicTag(topic), categoryTag(category.id)]))
    expect(await timersOf(topic)).toEqual([])
    expect(await runTimers()).toBe(0)
  })

  test("comes after all when the worker could write nothing the first time", async () => {
    const { mod, topic } = await aTimedScene()
    const at = inAnHour()
    await lockTopic(mod, { topic, locked: true, at })
    passUntil(at)
    failing(
      ({ command }) => /Transact/.test(command),
      () => Object.assign(new Error("No"), { name: "Refused" }),
    )
    await expect(runTimers()).rejects.toThrow("No")
    expect((await rowOf(topic))!.timer).toBeDefined()
    await runTimers()
    expect((await rowOf(topic))!.locked).toBe(true)
  })

  test("is put off, cancelled, and overtaken by whoever closes it before; all of it is in the log", async () => {
    const { mod, topic, id } = await aTimedScene()
    const [first, second] = [inAnHour(), new Date(now() + DAY).toISOString()]
    await lockTopic(mod, { topic, locked: true, at: first })
    await lockTopic(mod, { topic, locked: true, at: second })
    expect((await timersOf(topic)).map(({ at }) => at)).toEqual([second])
    await lockTopic(mod, { topic, locked: false })
    expect([(await rowOf(topic))!.timer, await timersOf(topic)]).toEqual([undefined, []])
    await lockTopic(mod, { topic, locked: true, at: first })
    await lockTopic(mod, { topic, locked: true })
    expect([(await rowOf(topic))!.timer, await timersOf(topic)]).toEqual([undefined, []])
    const past = await pastOf(id)
    expect(types(past)).toEqual(["timed-lock", "timed-lock", "untimed", "timed-lock", "locked"])
    expect(past[1]).toMatchObject({ until: second })
  })

  test("opens again at a time, also when it was moved meanwhile", async () => {
    const { ann, mod, topic } = await aTimedScene()
    await lockTopic(mod, { topic, locked: true })
    const at = inAnHour()
    await lockTopic(mod, { topic, locked: false, at })
    const elsewhere = await aCategory()
    await moveTopic(mod, { topic, category: elsewhere.id })
    passUntil(at)
    await aReply(ann, topic)
    await runTimers()
    expect(await rowOf(topic)).toMatchObject({ category: elsewhere.id, locked: false })
    expect(await timersOf(topic)).toEqual([])
  })

  test("is for staff; a moment is typed in UTC, and lies ahead", async () => {
    const { ann, topic } = await aTimedScene()
    await expect(lockTopic(ann, { topic, locked: true, at: inAnHour() })).rejects.toMatchObject({
      code: "not-allowed",
    })
    setClock(() => Date.parse("2027-01-01T00:00:00Z"))
    const at = (text: string) => {
      const { success, data, error } = LockTopicInput.safeParse({ topic, locked: "true", at: text })
      return success ? data.at : error!.issues[0]!.message
    }
    expect([at(""), at("2027-05-03T14:00"), at("2027-05-03 14:00")]).toEqual([
      undefined,
      "2027-05-03T14:00:00.000Z",
      "2027-05-03T14:00:00.000Z",
    ])
    expect(at("tomorrow")).toContain("Give a day and an hour")
    expect(at("2027-13-03T14:00")).toContain("Give a day and an hour")
    expect(at("2026-12-31T23:59")).toContain("is over")
    expect(at("2029-01-01T00:00")).toContain("more than a year")
    expect(PinInput.safeParse({ topic, pinned: "true", where: "everywhere" }).success).toBe(false)
  })
})

// Last: what follows from a row that cannot be read is a dead letter.
test("no timer waits for a thing whose row cannot be read", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined)
  onTestFinished(() => said.mockRestore())
  const [broken, sound] = [await aTimedScene(), await aTimedScene()]
  const at = inAnHour()
  for (const { mod, topic } of [broken, sound]) await lockTopic(mod, { topic, locked: true, at })
  const change = { update: "SET postCount = :many", values: { ":many": "many" } }
  await commit([{ kind: "update", key: topicKey(broken.category.id, broken.topic), ...change }])
  passUntil(at)
  await runTimers()
  expect((await rowOf(sound.topic))!.locked).toBe(true)
  expect(await timersOf(broken.topic)).toEqual([])
  expect(said.mock.calls.flat().join()).toContain(broken.topic)
})
