import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { DAY, now, setClock } from "#lib/base/clock.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { getMany } from "./batch.ts"
import { measure, takeUnits } from "./capacity.ts"
import { kindOf, kindOfRange, partOf } from "./keys/kinds.ts"
import { postKey } from "./keys/posts.ts"
import { userKey } from "./keys/users.ts"
import { costsOfMonth } from "./patterns/costs.ts"
import { postsFrom } from "./patterns/posts.ts"
import { noteUnits } from "./units.ts"

freshTable()

beforeEach(() => void takeUnits())
afterEach(() => setClock())

const total = (units: Map<string, number> | undefined): number =>
  [...(units ?? [])].reduce((sum, [, n]) => sum + n, 0)

describe("what requests consume", () => {
  test("is counted by day and by what was asked for, all of it", async () => {
    const ann = await someone()
    const { topic } = await aTopic(ann, await aCategory())
    takeUnits()
    const { units } = await measure(async () => {
      await aReply(ann, topic)
      await postsFrom(topic)
    })
    const [day, ...more] = takeUnits()
    expect(more).toEqual([])
    expect(day!.day).toBe(new Date(now()).toISOString().slice(0, 10))
    expect([total(day!.read), total(day!.write)]).toEqual([units.rcu, units.wcu])
    expect(day!.read.get("TOPIC#/POST#…")).toBeGreaterThan(0)
    // A reply is one transaction: limits and counters that come with the post are what a post costs.
    expect([...day!.write.keys()]).toEqual(["TOPIC#/POST#"])
  })

  test("is shared out where several things were read together", async () => {
    const ann = await someone()
    const { topic, post } = await aTopic(ann, await aCategory())
    takeUnits()
    await getMany([userKey(ann.id), postKey(topic, post)])
    const { read } = takeUnits()[0]!
    expect(read.get("USER#")).toBe(read.get("TOPIC#/POST#"))
  })

  test("is added to the days by everybody, and kept by month", async () => {
    const ann = await someone()
    setClock(() => Date.parse("2027-03-31T23:00:00Z"))
    await getMany([userKey(ann.id)])
    setClock(() => Date.parse("2027-03-31T23:00:00Z") + DAY)
    await getMany([userKey(ann.id)], { consistent: true })
    await noteUnits()
    await getMany([userKey(ann.id)], { consistent: true })
    await noteUnits()
    expect(await costsOfMonth("2027-03")).toEqual([{ day: "2027-03-31", read: { "USER#": 0.5 }, write: {} }])
    const [april] = await costsOfMonth("2027-04")
    // Writing it down is counted, too: the next time.
    expect(april).toEqual({
      day: "2027-04-01",
      read: { "USER#": 2 },
      write: { "COSTS#/DAY#": expect.any(Number) },
    })
  })
})

describe("kinds of items", () => {
  test("name what is ours in a key, and nothing that people named", () => {
    expect(kindOf({ PK: "TOPIC#01J", SK: "POST#2026#01J" })).toBe("TOPIC#/POST#")
    expect(kindOf({ PK: "USER#01J", SK: "USER#01J" })).toBe("USER#")
    expect(kindOf({ PK: "NAMES#a", SK: "ann of the sea#01J" })).toBe("NAMES#/*")
    expect(kindOf({ PK: "SETTINGS", SK: "forum" })).toBe("SETTINGS/*")
    expect(kindOfRange({ pk: "TOPIC#01J", sort: "POST#" })).toBe("TOPIC#/POST#…")
    expect(kindOfRange({ index: "GSI3", pk: "CATEGORY#harbour" })).toBe("GSI3 CATEGORY#…")
  })

  test("have a word for people", () => {
    expect(partOf("TOPIC#/POST#…")).toBe("posts")
    expect(partOf("GSI3 CATEGORY#…")).toBe("lists")
    expect([partOf("USER#/MAIL#"), partOf("EMAIL#")]).toEqual(["mail", "members"])
    expect(partOf("NEVER_SEEN#")).toBeUndefined()
  })
})
