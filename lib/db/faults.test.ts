import {
  ConditionalCheckFailedException,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from "@aws-sdk/client-dynamodb"
import { beforeEach, describe, expect, test, vi } from "vitest"
import { setChance } from "#lib/base/clock.ts"
import { failing, intercept, listen, losing, type Wire, withoutWaiting } from "#lib/testing/faults.ts"
import { freshTable } from "#lib/testing/table.ts"
import { get, getMany, putMany } from "./batch.ts"
import { commit, IS_NEW, type Write } from "./commit.ts"
import { settingKey } from "./keys/site.ts"
import { query } from "./query.ts"
import { backoff } from "./retry.ts"

freshTable()

const error = { message: "Injected.", $metadata: {} }
const throughput = () => new ProvisionedThroughputExceededException(error)
const throttling = () =>
  Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException", $metadata: {}, $fault: "client" })
const cancelled = (...Codes: string[]) =>
  new TransactionCanceledException({ ...error, CancellationReasons: Codes.map((Code) => ({ Code })) })

const all = () => true
let n = 0
const names = (count: number) => Array.from({ length: count }, () => `fault-${n++}`)
const item = (name: string) => ({ ...settingKey(name), name })
const put = (name: string): Write => ({
  kind: "put",
  item: item(name),
  condition: IS_NEW,
  refusal: () => new Error("refused"),
})
const add = (name: string): Write => ({
  kind: "update",
  key: settingKey(name),
  update: "ADD amount :one",
  condition: "attribute_not_exists(amount) OR amount < :most",
  values: { ":one": 1, ":most": 5 },
})

beforeEach(withoutWaiting)

describe("throttling", () => {
  test.each([
    ["throughput", throughput],
    ["rate", throttling],
  ])("is waited for, reading and writing (%s)", async (_, fault) => {
    const [name] = names(1) as [string]
    for (const work of [
      () => commit([put(name)]),
      () => commit([add(name)]),
      () => putMany([item(name)]),
      () => get(settingKey(name)),
      () => query({ pk: settingKey("").PK, limit: 1 }),
      () => getMany([settingKey(name)]),
    ]) {
      const failed = failing(all, fault, 2)
      await work()
      expect(failed.count).toBe(2)
    }
  })

  test.each(["ThrottlingError", "ProvisionedThroughputExceeded", "TransactionConflict"])(
    "of one part of a transaction has all of it tried again (%s)",
    async (code) => {
      const [one, two] = names(2) as [string, string]
      const failed = failing(all, () => cancelled("None", code), 3)
      await commit([put(one), put(two)])
      expect(failed.count).toBe(3)
      expect(await getMany([settingKey(one), settingKey(two)])).toMatchObject([{ name: one }, { name: two }])
    },
  )
})

const plain = (keys: Wire) =>
  Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, (value as Wire).S]))
const undone = (request: Wire) => ({ PutRequest: { Item: plain(request.PutRequest.Item) } })

describe("a batch", () => {
  test("writes again what was left unprocessed, until all is written", async () => {
    const written = names(60)
    const stop = intercept(async ({ input }, goOn) => {
      const [[table, requests]] = Object.entries(input.RequestItems) as [[string, Wire[]]]
      const half = Math.ceil(requests.length / 2)
      const answer = await goOn({ ...input, RequestItems: { [table]: requests.slice(0, half) } })
      const rest = requests.slice(half)
      if (rest.length > 0) answer.output.UnprocessedItems = { [table]: rest.map(undone) }
      return answer
    })
    await putMany(written.map(item))
    stop()
    const { items } = await query({ pk: settingKey("").PK })
    expect(items.map((one) => one.name)).toEqual(expect.arrayContaining(written))
  })

  test("reads again the keys that were left unprocessed, and keeps their order", async () => {
    const written = names(130)
    await putMany(written.map(item))
    const sent = listen()
    intercept(async ({ input }, goOn) => {
      const [[table, { Keys, ...rest }]] = Object.entries(input.RequestItems) as [[string, { Keys: Wire[] }]]
      const some = Keys.slice(0, 40)
      const answer = await goOn({ ...input, RequestItems: { [table]: { ...rest, Keys: some } } })
      if (Keys.length > 40)
        answer.output.UnprocessedKeys = { [table]: { ...rest, Keys: Keys.slice(40).map(plain) } }
      return answer
    })
    const found = await getMany([...written, "missing", written[0]!].map(settingKey))
    expect(found.map((one) => one?.name)).toEqual([...written, undefined, written[0]])
    expect(sent.length).toBeGreaterThanOrEqual(4)
  })

  test("says so when it never comes to an end", async () => {
    intercept(async ({ input }, goOn) => {
      const answer = await goOn()
      const [[table, requests]] = Object.entries(input.RequestItems) as [[string, Wire[]]]
      answer.output.UnprocessedItems = { [table]: requests.map(undone) }
      return answer
    })
    await expect(putMany([item("endless")])).rejects.toThrow(/left 1 items unwritten/)
  })
})

describe("a conflict with another transaction", () => {
  test("is tried again, alone and in a transaction", async () => {
    const [one] = names(1) as [string]
    const failed = failing(all, () => new TransactionConflictException(error), 2)
    await commit([{ ...add(one), repeatable: true }])
    expect(failed.count).toBe(2)
    const inProgress = failing(all, () => new TransactionInProgressException(error), 12)
    await commit([add(one)])
    expect(inProgress.count).toBe(12)
    expect(await get(settingKey(one))).toMatchObject({ amount: 2 })
  })

  test("that never ends is told as being busy", async () => {
    failing(all, () => cancelled("TransactionConflict"), 1000)
    await expect(commit([put("busy")])).rejects.toMatchObject({ kind: "conflict", code: "busy" })
  })

  test("gives way to a refusal that came with it", async () => {
    failing(all, () => cancelled("TransactionConflict", "ConditionalCheckFailed"))
    const refused = { ...put("refused"), refusal: () => new Error("that one") }
    await expect(commit([put("other"), refused])).rejects.toThrow("that one")
  })

  test("waits longer and longer, anything between nothing and a bound that doubles", () => {
    setChance(() => 0.5)
    expect([1, 2, 3, 20].map(backoff)).toEqual([20, 40, 80, 1000])
    vi.restoreAllMocks()
    setChance()
    const waits = Array.from({ length: 4000 }, () => backoff(3))
    const quarters = [0, 1, 2, 3].map((q) => waits.filter((wait) => Math.floor(wait / 40) === q).length)
    expect(Math.max(...waits)).toBeLessThan(160)
    for (const quarter of quarters) expect(quarter).toBeGreaterThan(850)
  })
})

describe("a lost answer", () => {
  test("of a condition that holds once is a success, not a refusal", async () => {
    const [one, two, three] = names(3) as [string, string, string]
    const lost = losing(all)
    await commit([put(one)])
    await commit([put(two), put(three)])
    expect(lost.count).toBe(1)
    await expect(commit([put(one)])).rejects.toThrow("refused")
  })

  test("of an addition adds once", async () => {
    const [one] = names(1) as [string]
    losing(all, 3)
    await commit([add(one)])
    expect(await get(settingKey(one))).toMatchObject({ amount: 1 })
  })

  test("leaves the token of a transaction as it is, a cancellation does not", async () => {
    const [one] = names(1) as [string]
    const sent = listen()
    losing(all, 1)
    failing(all, () => cancelled("TransactionConflict"), 1)
    await commit([add(one)])
    const tokens = sent.map(({ input }) => input.ClientRequestToken)
    expect(tokens).toHaveLength(3)
    expect(new Set(tokens).size).toBe(2)
    expect(await get(settingKey(one))).toMatchObject({ amount: 1 })
  })

  test("is nothing that a plain request could be asked again for: only harmless ones are plain", async () => {
    const [one] = names(1) as [string]
    const sent = listen()
    await commit([put(one)])
    await expect(commit([{ ...put(one), repeatable: true }])).rejects.toThrow("refused")
    failing(all, () => new ConditionalCheckFailedException(error))
    await expect(commit([{ kind: "delete", key: settingKey(one) }])).rejects.toThrow()
    expect(sent.map(({ command }) => command)).toEqual(["TransactWriteItems", "PutItem", "DeleteItem"])
  })
})
