import { describe, expect, test } from "vitest"
import { failing, intercept, listen, losing, withoutWaiting } from "#lib/testing/faults.ts"
import { freshTable } from "#lib/testing/table.ts"
import { getMany } from "./batch.ts"
import { commit, IS_NEW, type Write } from "./commit.ts"
import { settingKey } from "./keys/site.ts"
import { table } from "./table.ts"

freshTable()

let n = 0
const names = (count: number) => Array.from({ length: count }, () => `together-${n++}`)
const put = (name: string, text = name): Write => ({
  kind: "put",
  item: { ...settingKey(name), text },
  condition: IS_NEW,
  refusal: () => new Error(`${name} was there`),
})
const add = (name: string): Write => ({
  kind: "update",
  key: settingKey(name),
  update: "ADD amount :one",
  values: { ":one": 1 },
})

async function textsOf(all: string[]): Promise<unknown[]> {
  return (await getMany(all.map(settingKey), { consistent: true })).map((item) => item?.text)
}

/** This engine's way; at Amazon each goes by itself, and there is nothing to see. */
function onOurEngine(): void {
  table().options.engine = "embedded"
}

describe("writes of many people at once", () => {
  test("cost few requests, and all are there", async () => {
    onOurEngine()
    const all = names(40)
    const sent = listen()
    await Promise.all(all.map((name) => commit([put(name), add(`${name}-figures`)])))
    expect(await textsOf(all)).toEqual(all)
    expect(sent.filter(({ command }) => command === "TransactWriteItems").length).toBeLessThan(6)
  })

  test("are refused for who is refused, and for nobody else", async () => {
    onOurEngine()
    const all = names(20)
    await commit([put(all[7]!, "from before")])
    const outcome = await Promise.allSettled(all.map((name) => commit([put(name), add(`${name}-figures`)])))
    expect(outcome.flatMap((one, i) => (one.status === "rejected" ? [[i, one.reason.message]] : []))).toEqual(
      [[7, `${all[7]} was there`]],
    )
    expect(await textsOf(all)).toEqual(all.map((name, i) => (i === 7 ? "from before" : name)))
    expect(await getMany([settingKey(`${all[7]}-figures`)])).toEqual([undefined])
  })

  test("of one item all count", async () => {
    onOurEngine()
    const [name] = names(1) as [string]
    await Promise.all(Array.from({ length: 30 }, () => commit([add(name)])))
    expect((await getMany([settingKey(name)], { consistent: true }))[0]).toMatchObject({ amount: 30 })
  })

  test("are done once when the answer to all of them is lost", async () => {
    onOurEngine()
    withoutWaiting()
    const all = names(12)
    let lost = 0
    losing(({ input }) => input.TransactItems?.length > 1 && lost++ === 0)
    await Promise.all(all.map((name) => commit([put(name)])))
    expect(lost).toBeGreaterThan(0)
    expect(await textsOf(all)).toEqual(all)
  })

  test("do not wait for those who come again later", async () => {
    onOurEngine()
    const [held, other] = names(2) as [string, string]
    const conflict = () => Object.assign(new Error("Held."), { name: "TransactionConflictException" })
    failing(({ input }) => JSON.stringify(input).includes(held), conflict, 8)
    const slow = Promise.all([commit([add(held)]), commit([add(held)]), commit([add(held)])])
    let isSlowOver = false
    void slow.then(() => {
      isSlowOver = true
    })
    await commit([put(other)])
    expect(isSlowOver).toBe(false)
    await slow
  })

  test("are no larger together than a transaction may be", async () => {
    onOurEngine()
    const all = names(30)
    const large = "long ".repeat(40_000)
    const sizes: number[] = []
    intercept(async ({ input }, goOn) => {
      sizes.push(JSON.stringify(input).length)
      return goOn()
    })
    await Promise.all(all.map((name) => commit([put(name, large)])))
    expect(Math.max(...sizes)).toBeLessThan(1_300_000)
    expect(await textsOf(all)).toEqual(all.map(() => large))
  })

  test("fail for those who asked together when the engine is gone", async () => {
    onOurEngine()
    withoutWaiting()
    const all = names(10)
    intercept(async () => {
      throw Object.assign(new Error("the engine is gone"), { name: "ResourceNotFoundException" })
    })
    const outcome = await Promise.allSettled(all.map((name) => commit([put(name)])))
    expect(outcome.map((one) => one.status === "rejected" && one.reason.message)).toEqual(
      all.map(() => "the engine is gone"),
    )
  })
})
