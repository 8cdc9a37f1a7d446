import { describe, expect, test } from "vitest"
import { getUser } from "#lib/db/patterns/users.ts"
import { someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { measure } from "./capacity.ts"
import { gather } from "./gather.ts"
import type { Key } from "./keys/key.ts"
import type { Raw } from "./query.ts"
import { watchRequests } from "./table.ts"

freshTable()

const key = (name: string): Key => ({ PK: name, SK: name })

/** Reads that end when they are told to. */
function slowly() {
  const asked: {
    keys: Key[]
    consistent: boolean
    end: (found?: Raw[]) => void
    fail: (error: Error) => void
  }[] = []
  const read = (keys: Key[], consistent: boolean) =>
    new Promise<(Raw | undefined)[]>((done, fail) => {
      asked.push({ keys, consistent, end: (found) => done(found ?? (keys as Raw[])), fail })
    })
  const get = (name: string, consistent = false) =>
    gather([key(name)], consistent, () => read([key(name)], consistent), read)
  return { asked, get }
}

const soon = () => new Promise((done) => setTimeout(done, 5))

describe("reads by key", () => {
  test("go alone while few are under way, and together after that, each to who asked", async () => {
    const { asked, get } = slowly()
    const answers = ["a", "b", "c", "d", "e"].map((name) => get(name))
    expect(asked.map(({ keys }) => keys.length)).toEqual([1, 1])
    asked[0]!.end()
    await soon()
    expect(asked[2]!.keys.map(({ PK }) => PK)).toEqual(["c", "d", "e"])
    for (const one of asked.slice(1)) one.end()
    expect((await Promise.all(answers)).flat().map((item) => item?.PK)).toEqual(["a", "b", "c", "d", "e"])
  })

  test("keep apart what must be read consistently", async () => {
    const { asked, get } = slowly()
    const answers = [get("a"), get("b"), get("c"), get("d", true), get("e")]
    for (let i = 0; i < 4; i++) {
      asked[i]!.end()
      await soon()
    }
    expect(asked.slice(2).map(({ consistent, keys }) => [consistent, keys.length])).toEqual([
      [true, 1],
      [false, 2],
    ])
    await Promise.all(answers)
  })

  test("fail for all who asked together, and for nobody else", async () => {
    const { asked, get } = slowly()
    const answers = ["a", "b", "c", "d"].map((name) => get(name))
    const outcome = Promise.allSettled(answers)
    asked[0]!.end()
    await soon()
    asked[1]!.end()
    asked[2]!.fail(new Error("the engine is gone"))
    expect((await outcome).map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "rejected",
    ])
  })

  test("of many people at once cost few requests and give each their own", async () => {
    const people = await Promise.all(Array.from({ length: 40 }, () => someone()))
    let requests = 0
    const stop = watchRequests((next) => (input) => {
      requests++
      return next(input)
    })
    const users = await Promise.all(people.map(({ id }) => getUser(id, { consistent: true })))
    expect(users.map((user) => user?.name)).toEqual(people.map(({ name }) => name))
    stop()
    expect(requests).toBeLessThan(6)
  })

  test("are nobody else's when they are measured", async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => someone()))
    const { units } = await measure(() => Promise.all(people.map(({ id }) => getUser(id))))
    expect(units).toMatchObject({ rcu: 4, requests: 8 })
  })
})
