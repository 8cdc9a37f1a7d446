import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { MINUTE, setClock } from "#lib/base/clock.ts"
import { openStream, openStreamNow, type Position } from "./stream.ts"
import { connect, table } from "./table.ts"

/** As Amazon's streams are, and no engine that runs here is: many shards, which close and have children. */
type Shard = { id: string; parent?: string; isClosed: boolean; numbers: number[] }
let shards: Shard[]
let stream = "arn:stream"
/** Streams that the table had before, with what they told. */
let former: Record<string, Shard[]> = {}
/** Answers these calls with an error, once each. */
let faults: { call: string; shard: string; error: string }[] = []
const asked: string[] = []

// biome-ignore lint/suspicious/noExplicitAny: the wire's shapes
function answer(call: string, input: any): { error: string } | object {
  const [id, at] = String(input.ShardIterator ?? `${input.ShardId}|0`).split("|") as [string, string]
  const fault = faults.find((one) => one.call === call && one.shard === id)
  if (fault) {
    faults = faults.filter((one) => one !== fault)
    return { error: fault.error }
  }
  const shard = shards.find((one) => one.id === id)
  switch (call) {
    case "DescribeTable":
      return { Table: { LatestStreamArn: stream, StreamSpecification: { StreamEnabled: true } } }
    case "DescribeStream": {
      // Two at a time, as a page.
      const all = former[input.StreamArn] ?? shards
      const from = all.findIndex((one) => one.id === input.ExclusiveStartShardId) + 1
      const page = all.slice(from, from + 2)
      const last = from + 2 < all.length ? { LastEvaluatedShardId: page.at(-1)!.id } : {}
      const Shards = page.map((one) => ({
        ShardId: one.id,
        ParentShardId: one.parent,
        SequenceNumberRange: {},
      }))
      return { StreamDescription: { StreamArn: stream, Shards, ...last } }
    }
    case "GetShardIterator": {
      asked.push(`${id} ${input.ShardIteratorType} ${input.SequenceNumber ?? ""}`.trim())
      const { numbers } = shards.find((one) => one.id === input.ShardId)!
      const places: Record<string, number> = { TRIM_HORIZON: 0, LATEST: numbers.at(-1) ?? 0 }
      const after = places[input.ShardIteratorType] ?? Number(input.SequenceNumber)
      return { ShardIterator: `${id}|${after}` }
    }
    case "GetRecords": {
      const numbers = shard!.numbers.filter((n) => n > Number(at))
      const Records = numbers.map((n) => ({
        dynamodb: {
          ApproximateCreationDateTime: 1_795_225_628,
          Keys: { PK: { S: id }, SK: { S: String(n) } },
          SequenceNumber: String(n),
        },
      }))
      const next = shard!.isClosed ? {} : { NextShardIterator: `${id}|${numbers.at(-1) ?? at}` }
      return { Records, ...next }
    }
  }
  return { error: "UnknownOperation" }
}

const server = createServer(async (request, response) => {
  let body = ""
  for await (const chunk of request) body += chunk
  const found = answer(String(request.headers["x-amz-target"]).split(".")[1]!, JSON.parse(body))
  const error = "error" in found ? String(found.error) : undefined
  response.writeHead(error ? 400 : 200, { "Content-Type": "application/x-amz-json-1.0" })
  response.end(JSON.stringify(error ? { __type: error, message: error } : found))
})
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  connect({ endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, name: "sharded" })
})
afterAll(() => {
  table().client.destroy()
  server.close()
})
afterEach(() => {
  setClock()
  asked.length = 0
  ;[faults, stream, former] = [[], "arn:stream", {}]
})

const told = async (reader: Awaited<ReturnType<typeof openStream>>) =>
  (await reader.read()).changes.map(({ key }) => `${key.PK}:${key.SK}`)

describe("a stream of many shards", () => {
  const family = (): Shard[] => [
    { id: "parent", isClosed: false, numbers: [10, 20] },
    { id: "other", isClosed: false, numbers: [15] },
    { id: "gone-child", parent: "gone", isClosed: false, numbers: [12] },
  ]

  test("is read in all that are open; one whose parent is forgotten is open", async () => {
    shards = family()
    const reader = await openStream()
    expect(await told(reader)).toEqual(["parent:10", "parent:20", "other:15", "gone-child:12"])
    shards[0]!.numbers.push(30)
    expect(await told(reader)).toEqual(["parent:30"])
    expect(reader.position.shards).toEqual({ parent: "30", other: "15", "gone-child": "12" })
  })

  test("tells all of a parent before anything of its children", async () => {
    shards = family()
    const reader = await openStream()
    await reader.read()
    shards[0]!.numbers.push(30)
    shards[0]!.isClosed = true
    shards.push({ id: "child-a", parent: "parent", isClosed: false, numbers: [40] })
    shards.push({ id: "child-b", parent: "parent", isClosed: false, numbers: [41] })
    expect(await told(reader)).toEqual(["parent:30"])
    expect(await told(reader)).toEqual(["child-a:40", "child-b:41"])
    expect(await told(await openStream(reader.position))).toEqual([])
    // Amazon forgets it after a day, and so do we.
    shards.shift()
    const later = await openStream(reader.position)
    expect(Object.keys(later.position.shards).sort()).toEqual(["child-a", "child-b", "gone-child", "other"])
    expect(await told(later)).toEqual([])
  })

  test("finds new shards also while no known one closes", async () => {
    shards = family()
    const reader = await openStream()
    await reader.read()
    shards.push({ id: "new", isClosed: false, numbers: [50] })
    expect(await told(reader)).toEqual([])
    setClock(() => Date.now() + MINUTE)
    expect(await told(reader)).toEqual(["new:50"])
  })

  test("is left for the table's new one when all its shards have closed", async () => {
    shards = family()
    const reader = await openStream()
    await reader.read()
    for (const shard of shards) shard.isClosed = true
    shards[1]!.numbers.push(16)
    expect(await told(reader)).toEqual(["other:16"])
    // Numbers of the new one may be lower.
    former = { [stream]: shards }
    ;[stream, shards] = ["arn:new", [{ id: "newer", isClosed: false, numbers: [3] }]]
    const { changes, isMissing, position } = await reader.read()
    expect(changes.map(({ key }) => key.PK)).toEqual(["newer"])
    expect(isMissing).toBe(true)
    expect(position).toEqual({ stream: "arn:new", base: "0", shards: { newer: "3" } })
    expect((await reader.read()).isMissing).toBe(false)
  })

  test("goes on where it was when an iterator has run out", async () => {
    shards = family()
    const reader = await openStream()
    await reader.read()
    asked.length = 0
    shards[1]!.numbers.push(60)
    faults = [{ call: "GetRecords", shard: "other", error: "ExpiredIteratorException" }]
    expect(await told(reader)).toEqual(["other:60"])
    expect(asked).toEqual(["other AFTER_SEQUENCE_NUMBER 15"])
  })

  test("begins with what is left where its place is too old", async () => {
    shards = family()
    const from: Position = { stream, base: "0", shards: { parent: "5", other: "1", "gone-child": "12" } }
    faults = [{ call: "GetRecords", shard: "parent", error: "TrimmedDataAccessException" }]
    const { changes, isMissing } = await (await openStream(from)).read()
    expect(changes.map(({ key }) => key.SK)).toEqual(["10", "20", "15"])
    expect(isMissing).toBe(true)
  })

  test("says that something is missing where a shard is gone that was not read to its end", async () => {
    shards = family()
    const gone: Position = { stream, base: "0", shards: { parent: "20", forgotten: "7" } }
    expect((await (await openStream(gone)).read()).isMissing).toBe(true)
    const read: Position = { stream, base: "0", shards: { parent: "20", forgotten: "all" } }
    expect((await (await openStream(read)).read()).isMissing).toBe(false)
  })

  test("tells again what one shard told when another one fails", async () => {
    shards = family()
    const reader = await openStream()
    faults = [{ call: "GetRecords", shard: "other", error: "ValidationException" }]
    await expect(reader.read()).rejects.toThrow("ValidationException")
    expect(reader.position.shards).toEqual({})
    expect(await told(reader)).toEqual(["parent:10", "parent:20", "other:15", "gone-child:12"])
  })

  test("is read from now on, whichever shards have closed and whichever open later", async () => {
    shards = family()
    shards[0]!.isClosed = true
    shards.push({ id: "child", parent: "parent", isClosed: false, numbers: [40] })
    const reader = await openStreamNow()
    shards[1]!.numbers.push(16)
    shards[3]!.numbers.push(41)
    expect(await told(reader)).toEqual(["other:16"])
    expect(await told(reader)).toEqual(["child:41"])
    shards[3]!.isClosed = true
    shards.push({ id: "grandchild", parent: "child", isClosed: false, numbers: [50] })
    expect(await told(reader)).toEqual([])
    expect(await told(reader)).toEqual(["grandchild:50"])
    expect(asked).not.toContain("parent TRIM_HORIZON")
  })

  test("read from now on says so when it cannot know any more from where", async () => {
    shards = family()
    const reader = await openStreamNow()
    faults = [{ call: "GetRecords", shard: "other", error: "ExpiredIteratorException" }]
    expect((await reader.read()).isMissing).toBe(true)
  })
})
