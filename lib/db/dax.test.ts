import type { BatchGetCommandInput, QueryCommandInput } from "@aws-sdk/lib-dynamodb"
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest"
import { MINUTE, now, nowIso, SECOND, setClock } from "#lib/base/clock.ts"
import { forgetConfig } from "#lib/config.ts"
import { freshTable } from "#lib/testing/table.ts"
import { getMany, putMany } from "./batch.ts"
import { commit } from "./commit.ts"
import { type Dax, forgetDax, throughDax } from "./dax.ts"
import { eventsOfMonth } from "./patterns/cases.ts"
import { namesBeginning } from "./patterns/names.ts"
import { searchBlocks } from "./patterns/search.ts"
import { daysOfMonth } from "./patterns/statistics.ts"
import { query } from "./query.ts"
import { table } from "./table.ts"

/** DAX as it is here: what it was asked, and what it says. */
const dax = vi.hoisted(() => ({
  made: [] as { endpoint: string; isClosed: boolean }[],
  asked: [] as string[],
  inputs: [] as object[],
  query: async (_: object): Promise<object> => ({ Items: [] }),
  batchGet: async (_: object): Promise<object> => ({ Responses: {} }),
}))

vi.mock("@amazon-dax-sdk/lib-dax", () => ({
  DaxDocument: class {
    readonly #own
    constructor({ endpoint }: { endpoint: string }) {
      this.#own = { endpoint, isClosed: false }
      dax.made.push(this.#own)
    }
    query(input: QueryCommandInput) {
      dax.asked.push("query")
      dax.inputs.push(input)
      return dax.query(input)
    }
    batchGet(input: BatchGetCommandInput) {
      dax.asked.push("batchGet")
      dax.inputs.push(input)
      return dax.batchGet(input)
    }
    shutdown() {
      this.#own.isClosed = true
    }
  },
}))

freshTable()

const ENDPOINT = "daxs://stoa.abc123.dax-clusters.us-east-1.amazonaws.com"
const usual = { query: dax.query, batchGet: dax.batchGet }

beforeEach(() => {
  Object.assign(dax, usual, { made: [], asked: [], inputs: [] })
  vi.stubEnv("DAX_ENDPOINT", ENDPOINT)
  forgetConfig()
  vi.spyOn(console, "error").mockImplementation(() => {})
})

afterEach(() => {
  forgetDax()
  setClock()
  vi.useRealTimers()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  forgetConfig()
})

const item = (SK: string, more = {}) => ({ PK: "DAX", SK, ...more })
const ofTable = (Items: object[]) => ({ Responses: { [table().name]: Items } })

describe("what is asked of DAX", () => {
  test("is nothing, and it is not even loaded, where none is named", async () => {
    vi.stubEnv("DAX_ENDPOINT", "")
    forgetConfig()
    await putMany([item("home")])
    expect((await query({ pk: "DAX", mayBeOld: true })).items).toEqual([item("home")])
    expect(await getMany([item("home")], { neverChanges: true })).toEqual([item("home")])
    expect([dax.made, dax.asked]).toEqual([[], []])
  })

  test("is only what says that it may be: no other read, no consistent one, no write", async () => {
    dax.query = async () => ({ Items: [item("old")] })
    dax.batchGet = async () => ofTable([item("a", { is: "kept" })])
    await putMany([item("a"), item("b")])
    await commit([{ kind: "put", item: item("c") }])
    await query({ pk: "DAX" })
    await query({ pk: "DAX", consistent: true })
    await getMany([item("a")])
    await getMany([item("a")], { consistent: true })
    expect(dax.asked).toEqual([])
    // The types do not allow it; nor would it be done.
    await query({ pk: "DAX", consistent: true, mayBeOld: true } as never)
    await getMany([item("a")], { consistent: true, neverChanges: true } as never)
    expect(dax.asked).toEqual([])

    expect((await query({ pk: "DAX", mayBeOld: true })).items).toEqual([item("old")])
    expect(await getMany([item("a")], { neverChanges: true })).toEqual([item("a", { is: "kept" })])
    expect(dax.asked).toEqual(["query", "batchGet"])
    expect(dax.made).toEqual([{ endpoint: ENDPOINT, isClosed: false }])
    for (const input of dax.inputs) expect(JSON.stringify(input)).not.toContain('"ConsistentRead":true')
  })

  test("is what these patterns read: charts, names while one types, blocks of the search, months that are over", async () => {
    setClock(() => Date.parse("2026-11-01T00:00:30.000Z"))
    await daysOfMonth("2026-11")
    await namesBeginning("ann", { mayBeOld: true })
    await eventsOfMonth("2026-09")
    await searchBlocks([{ scope: "everyone", segment: "1", n: 0 }])
    expect(dax.asked.splice(0)).toEqual(["query", "query", "query", "batchGet"])
    await namesBeginning("ann")
    // The last second of a month may still be under way.
    await eventsOfMonth("2026-10")
    await eventsOfMonth("2026-11")
    await searchBlocks([{ scope: "everyone", segment: "1", n: 0 }], { consistent: true })
    expect(dax.asked).toEqual([])
    setClock(() => Date.parse("2026-11-01T00:01:00.000Z"))
    await eventsOfMonth("2026-10")
    expect(dax.asked).toEqual(["query"])
  })

  test("of many keys goes a hundred at a time, each once, and comes back in the order asked for", async () => {
    const keys = Array.from({ length: 150 }, (_, n) => item(`many-${n}`))
    await putMany(keys)
    dax.batchGet = async (input) =>
      ofTable([...(input as BatchGetCommandInput).RequestItems![table().name]!.Keys!].reverse())
    const found = await getMany([...keys, keys[0]!], { neverChanges: true })
    expect(found.map((one) => one?.SK)).toEqual([...keys, keys[0]!].map(({ SK }) => SK))
    const asked = (dax.inputs as BatchGetCommandInput[]).map(
      (input) => input.RequestItems![table().name]!.Keys!.length,
    )
    // The second hundred came while it was not known yet whether DAX is there.
    expect(asked).toEqual([100])
    dax.inputs = []
    await getMany(keys, { neverChanges: true })
    expect(dax.inputs).toHaveLength(2)
  })
})

describe("the table is asked", () => {
  test("for what DAX does not have or has not done: it remembers for long that something was not there", async () => {
    await putMany([item("late"), item("undone")])
    const name = table().name
    dax.batchGet = async () => ({
      ...ofTable([item("kept")]),
      UnprocessedKeys: { [name]: { Keys: [item("undone")] } },
    })
    const keys = [item("late"), item("kept"), item("nowhere"), item("undone")]
    expect(await getMany(keys, { neverChanges: true })).toEqual([
      ...[item("late"), item("kept"), undefined, item("undone")],
    ])
  })

  test("when DAX fails, and for half a minute nobody asks DAX: then one does, while others go on without", async () => {
    const start = now()
    setClock(() => start)
    await putMany([item("there")])
    const read = async () => (await getMany([item("there")], { neverChanges: true }))[0]
    dax.batchGet = async () => {
      throw new Error("connection refused")
    }
    expect(await read()).toEqual(item("there"))
    expect(await Promise.all([read(), read()])).toEqual([item("there"), item("there")])
    expect(dax.asked).toHaveLength(1)
    expect(dax.made).toEqual([{ endpoint: ENDPOINT, isClosed: true }])
    expect(console.error).toHaveBeenCalledTimes(1)

    setClock(() => start + 30 * SECOND)
    let answer = (_: object): void => {}
    dax.batchGet = () => new Promise((done) => (answer = done))
    const [first, second] = [read(), read()]
    expect(await second).toEqual(item("there"))
    await vi.waitFor(() => expect(dax.asked).toHaveLength(2))
    answer(ofTable([item("there", { is: "kept" })]))
    expect(await first).toEqual(item("there", { is: "kept" }))
    expect(dax.made.at(-1)).toEqual({ endpoint: ENDPOINT, isClosed: false })

    // Once it is known to be there it is left out as soon as it fails, once for all who were waiting for it.
    dax.batchGet = () => Promise.reject(new Error("gone"))
    expect(await Promise.all([read(), read()])).toEqual([item("there"), item("there")])
    expect(dax.made.map(({ isClosed }) => isClosed)).toEqual([true, true])
    expect(console.error).toHaveBeenCalledTimes(2)
    await read()
    expect(dax.asked).toHaveLength(4)
  })

  test("when DAX is silent: two seconds for the first answer, half a second for the others", async () => {
    vi.useFakeTimers()
    setClock(() => 0)
    const waits = async (ms: number, ask: (dax: Dax) => Promise<object>) => {
      let answered: object | undefined | false = false
      const asked = throughDax(ask).then((one) => (answered = one))
      await vi.advanceTimersByTimeAsync(ms - 1)
      expect(answered).toBe(false)
      await vi.advanceTimersByTimeAsync(1)
      await asked
      expect(answered).toBeUndefined()
    }
    const never = () => new Promise<object>(() => {})
    await waits(2 * SECOND, never)
    expect(dax.made.map(({ isClosed }) => isClosed)).toEqual([true])
    setClock(() => MINUTE)
    expect(await throughDax(async () => ({ is: "there" }))).toEqual({ is: "there" })
    await waits(SECOND / 2, never)
    expect(dax.made.map(({ isClosed }) => isClosed)).toEqual([true, true])
  })

  test("when DAX says that the table takes no more: it is not left out for that, and is told no error", async () => {
    expect(await throughDax(async () => "there")).toBe("there")
    for (const code of [
      "ProvisionedThroughputExceededException",
      "ThrottlingException",
      "RequestLimitExceeded",
    ])
      expect(
        await throughDax(() => Promise.reject(Object.assign(new Error("slowly"), { code }))),
      ).toBeUndefined()
    expect(await throughDax(async () => "there")).toBe("there")
    expect(dax.made).toEqual([{ endpoint: ENDPOINT, isClosed: false }])
    expect(console.error).not.toHaveBeenCalled()
  })
})

test("Amazon's own client, with nobody at the other end: the read goes on within two seconds, and nothing stays", async () => {
  vi.doUnmock("@amazon-dax-sdk/lib-dax")
  vi.resetModules()
  onTestFinished(() => void vi.resetModules())
  vi.stubEnv("DAX_ENDPOINT", "dax://127.0.0.1:9")
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) vi.stubEnv(name, "local")
  vi.stubEnv("AWS_REGION", "us-east-1")
  const { forgetConfig } = await import("#lib/config.ts")
  forgetConfig()
  const own = await import("./dax.ts")
  await import("@amazon-dax-sdk/lib-dax")
  const began = performance.now()
  const answer = await own.throughDax((one) =>
    one.query({
      TableName: "stoa",
      KeyConditionExpression: "PK = :pk",
      ExpressionAttributeValues: { ":pk": nowIso() },
    }),
  )
  expect(answer).toBeUndefined()
  expect(performance.now() - began).toBeLessThan(5 * SECOND)
  expect(dax.made).toEqual([])
  const told = vi.mocked(console.error).mock.calls.map(([what]) => String(what))
  expect(told).toContainEqual(expect.stringContaining("DAX is left out for 30 seconds"))
})
