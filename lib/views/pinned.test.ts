import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { HOME } from "#lib/base/cache-tags.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { getHomePins } from "#lib/db/patterns/site.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { pastOf } from "#lib/forum/cases.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { MAX_PINNED, MAX_PINNED_HOME, pinTopic } from "#lib/forum/pinning.ts"
import { removePost } from "#lib/forum/removal.ts"
import { runTimers } from "#lib/forum/timing.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { expirePagesBy } from "#lib/projections/pages.ts"
import { types } from "#lib/testing/cases.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aTopic } from "#lib/testing/people.ts"
import { passUntil, presentTime } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { aTimedScene, inAnHour, timersOf } from "#lib/testing/timed.ts"
import { categoryPage } from "./category.ts"
import { homePage } from "./home.ts"

freshTable()
withoutLimits()

let told: string[] = []
beforeEach(() => expirePagesBy(async (tags) => void told.push(...tags)))
afterEach(() => {
  presentTime()
  expirePagesBy(async () => {})
})

describe("a pin with an end", () => {
  test("stands first in its category until then; afterwards there is room for another", async () => {
    const { ann, mod, category, topic, id } = await aTimedScene()
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
    const { ann, mod, category, topic } = await aTimedScene()
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
    const { mod, topic, id } = await aTimedScene()
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
    const { ann, mod, topic, category } = await aTimedScene()
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
    const { ann, mod, topic } = await aTimedScene()
    await pinTopic(mod, { topic, pinned: true, where: "home" })
    await moveTopic(mod, { topic, category: (await aCategory({ readers: "members" })).id })
    await expect(pinTopic(ann, { topic, pinned: false, where: "home" })).rejects.toMatchObject({
      code: "not-allowed",
    })
    await pinTopic(mod, { topic, pinned: false, where: "home" })
    expect((await getHomePins({ consistent: true }))?.topics.map((one) => one.topic)).not.toContain(topic)
  })

  test("is one of three; what was removed, or is no longer for everybody, takes no place", async () => {
    const { ann, mod, category } = await aTimedScene()
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
