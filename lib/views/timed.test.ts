import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest"
import { categoryTag, HOME, topicTag } from "#lib/base/cache-tags.ts"
import { DAY, HOUR, now, setClock } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import { topicKey } from "#lib/db/keys/topics.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { getHomePins } from "#lib/db/patterns/site.ts"
import { dueTimers } from "#lib/db/patterns/timers.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { caseIdOf, pastOf } from "#lib/forum/cases.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { LockTopicInput, lockTopic } from "#lib/forum/closing.ts"
import { MAX_PINNED, MAX_PINNED_HOME, PinInput, pinTopic } from "#lib/forum/pinning.ts"
import { removePost } from "#lib/forum/removal.ts"
import { runTimers } from "#lib/forum/timing.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { expirePagesBy } from "#lib/projections/pages.ts"
import { toldTo, types } from "#lib/testing/cases.ts"
import { failing, listen } from "#lib/testing/faults.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { passUntil, presentTime } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { categoryPage } from "./category.ts"
import { homePage } from "./home.ts"
import { topicPage } from "./topic.ts"

freshTable()
withoutLimits()

let told: string[] = []
beforeEach(() => expirePagesBy(async (tags) => void told.push(...tags)))
afterEach(() => {
  presentTime()
  expirePagesBy(async () => {})
})

async function scene() {
  const [ann, mod, category] = [await someone(), await staff(), await aCategory()]
  const { topic, post } = await aTopic(ann, category)
  return { ann, mod, category, topic, post, id: caseIdOf({ kind: "topic", id: post }) }
}

const inAnHour = (): string => new Date(now() + HOUR).toISOString()
const rowOf = (topic: string) => findTopic(topic, { consistent: true })
const everDue = () => dueTimers(new Date(now() + 400 * DAY).toISOString(), 100)
const timersOf = async (topic: string) => (await everDue()).filter((one) => one.topic === topic)

describe("a topic that closes at a time", () => {
  test("takes replies until then and none from then on, whether or not anybody has looked", async () => {
    const { ann, mod, topic, id } = await scene()
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
    const { mod, category, topic } = await scene()
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
    const { mod, topic } = await scene()
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
    const { mod, topic, id } = await scene()
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
    const { ann, mod, topic } = await scene()
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
    const { ann, topic } = await scene()
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

describe("a pin with an end", () => {
  test("stands first in its category until then; afterwards there is room for another", async () => {
    const { ann, mod, category, topic, id } = await scene()
    await settle()
    const first = async () => (await categoryPage(GUEST, category.id))!.topics[0]!
    const at = inAnHour()
    await pinTopic(mod, { topic, pinned: true, until: at })
    for (let n = 1; n < MAX_PINNED; n++)
      await pinTopic(mod, { topic: (await aTopic(ann, category)).topic, pinned: true })
    const other = (await aTopic(ann, category)).topic
    await expect(pinTopic(mod, { topic: other, pinned: true })).rejects.toMatchObject({
      code: "too-many-pinned",
    })
    await pinTopic(mod, { topic: other, pinned: false })
    const list = async () => (await categoryPage(GUEST, category.id))!.topics.filter(({ pinned }) => pinned)
    expect((await list()).map(({ id }) => id)).toContain(topic)
    passUntil(at)
    expect((await list()).map(({ id }) => id)).not.toContain(topic)
    await pinTopic(mod, { topic: other, pinned: true })
    expect((await first()).id).toBe(other)
    await runTimers()
    const { pinned, pinEnds } = (await findCategory(category.id, { consistent: true }))!
    expect([pinned.includes(topic), pinEnds, await timersOf(topic)]).toEqual([false, {}, []])
    expect((await pastOf(id))[0]).toMatchObject({ type: "pinned", until: at })
  })

  test("gets another end, or none, in its place", async () => {
    const { ann, mod, category, topic } = await scene()
    const at = inAnHour()
    await pinTopic(mod, { topic, pinned: true, until: at })
    const other = (await aTopic(ann, category)).topic
    await pinTopic(mod, { topic: other, pinned: true })
    await pinTopic(mod, { topic, pinned: true })
    expect(await findCategory(category.id)).toMatchObject({ pinned: [other, topic], pinEnds: {} })
    expect(await timersOf(topic)).toEqual([])
    passUntil(at)
    await runTimers()
    expect((await findCategory(category.id))!.pinned).toEqual([other, topic])
  })
})

describe("a pin on the first page", () => {
  test("stands first there until its end, or until somebody lets it go", async () => {
    const { mod, topic, id } = await scene()
    await settle()
    const at = inAnHour()
    told = []
    await pinTopic(mod, { topic, pinned: true, where: "home", until: at })
    await settle()
    expect(told).toContain(HOME)
    const pinned = async () => (await homePage())!.topics.filter((row) => row.pinned).map((row) => row.id)
    expect(await pinned()).toEqual([topic])
    expect((await homePage())!.topics.filter((row) => row.id === topic)).toHaveLength(1)
    passUntil(at)
    expect(await pinned()).toEqual([])
    told = []
    await runTimers()
    await settle()
    expect([told.includes(HOME), (await getHomePins())!.topics]).toEqual([true, []])
    await pinTopic(mod, { topic, pinned: true, where: "home" })
    expect(await pinned()).toEqual([topic])
    await pinTopic(mod, { topic, pinned: false, where: "home" })
    expect(await pinned()).toEqual([])
    expect(types(await pastOf(id))).toEqual(["pinned-home", "pinned-home", "unpinned-home"])
  })

  test("is for what everybody may read, and goes out of sight with it", async () => {
    const { ann, mod, topic, category } = await scene()
    const members = await aCategory({ readers: "members" })
    const inside = await aTopic(ann, members)
    await expect(pinTopic(mod, { topic: inside.topic, pinned: true, where: "home" })).rejects.toMatchObject({
      code: "pin-not-public",
    })
    await expect(pinTopic(ann, { topic, pinned: true, where: "home" })).rejects.toMatchObject({
      code: "not-allowed",
    })
    await pinTopic(mod, { topic, pinned: true, where: "home" })
    await changeCategory({ kind: "operator" }, category.id, { readers: "staff" })
    expect((await homePage())!.topics.map(({ id }) => id)).not.toContain(topic)
    await moveTopic(mod, { topic, category: members.id })
    expect((await homePage())!.topics.map(({ id }) => id)).not.toContain(topic)
    await pinTopic(mod, { topic, pinned: false, where: "category" })
  })

  test("is let go by staff also when it is not for everybody any more", async () => {
    const { ann, mod, topic } = await scene()
    await pinTopic(mod, { topic, pinned: true, where: "home" })
    await moveTopic(mod, { topic, category: (await aCategory({ readers: "members" })).id })
    await expect(pinTopic(ann, { topic, pinned: false, where: "home" })).rejects.toMatchObject({
      code: "not-allowed",
    })
    await pinTopic(mod, { topic, pinned: false, where: "home" })
    expect((await getHomePins({ consistent: true }))?.topics.map((one) => one.topic)).not.toContain(topic)
  })

  test("is one of three; what was removed, or is no longer for everybody, takes no place", async () => {
    const { ann, mod, category } = await scene()
    const made: Awaited<ReturnType<typeof aTopic>>[] = []
    for (let n = 0; n <= MAX_PINNED_HOME; n++) made.push(await aTopic(ann, category))
    const pin = (n: number) => pinTopic(mod, { topic: made[n]!.topic, pinned: true, where: "home" })
    // The one of the test before is for members by now.
    expect((await getHomePins())!.topics).toHaveLength(1)
    for (let n = 0; n < MAX_PINNED_HOME; n++) await pin(n)
    await expect(pin(MAX_PINNED_HOME)).rejects.toMatchObject({ code: "too-many-pinned-home" })
    await removePost(mod, { post: made[0]!.post })
    await pin(MAX_PINNED_HOME)
    expect((await getHomePins())!.topics[0]!.topic).toBe(made[MAX_PINNED_HOME]!.topic)
  })
})

// Last: what follows from a row that cannot be read is a dead letter.
test("no timer waits for a thing whose row cannot be read", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined)
  onTestFinished(() => said.mockRestore())
  const [broken, sound] = [await scene(), await scene()]
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
