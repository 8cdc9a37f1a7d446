/** The short way to the engine: what it answers is what the SDK answers, and what it does not answer the SDK does. */
import { once } from "node:events"
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb"
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest"
import { engine, freshTable } from "#lib/testing/table.ts"
import { get, getMany } from "./batch.ts"
import { commit, IS_NEW, type Write } from "./commit.ts"
import { settingKey } from "./keys/site.ts"
import { query } from "./query.ts"
import { openStream } from "./stream.ts"
import { connect, table, watchRequests } from "./table.ts"
import { openTalk } from "./talk.ts"

freshTable()

type Seen = { way: "quick" | "sdk"; what: string; body: string }
/** What becomes of the next request: passed on unless it says something. */
type Fault = (seen: Seen, response: ServerResponse, passOn: () => Promise<void>) => Promise<void> | void

let between: Server
let seen: Seen[] = []
let fault: Fault | undefined
let n = 0

/** Stands before the engine, and sees how it is spoken to. */
beforeAll(async () => {
  const { endpoint } = engine()
  between = createServer(async (asked: IncomingMessage, response) => {
    const pieces: Buffer[] = []
    for await (const piece of asked) pieces.push(piece)
    const body = Buffer.concat(pieces).toString()
    const way = asked.headers["user-agent"] ? "sdk" : "quick"
    const one: Seen = { way, what: String(asked.headers["x-amz-target"]).replace(/.*\./, ""), body }
    seen.push(one)
    const passOn = async (): Promise<void> => {
      const { method, headers } = asked
      const sent = request(endpoint!, { method, headers: { ...headers, connection: "close" } }).end(body)
      const [answer] = (await once(sent, "response")) as [IncomingMessage]
      const answered: Buffer[] = []
      for await (const piece of answer) answered.push(piece)
      if (response.destroyed) return
      response.writeHead(answer.statusCode ?? 500, answer.headers).end(Buffer.concat(answered))
    }
    const now = fault
    fault = undefined
    await (now ? now(one, response, passOn) : passOn())
  })
  between.listen(0, "127.0.0.1")
  await once(between, "listening")
  const { port } = between.address() as AddressInfo
  connect({ engine: "embedded", endpoint: `http://127.0.0.1:${port}`, name: table().name })
})
afterAll(() => {
  table().quick?.close()
  between.closeAllConnections()
  between.close()
})
beforeEach(() => {
  seen = []
  fault = undefined
})

const ways = () => seen.map(({ way, what }) => `${way} ${what}`)
const newKey = () => settingKey(`quick-${n++}`)
const put = (item: Record<string, unknown>): Write => ({
  kind: "put",
  item,
  condition: IS_NEW,
  refusal: () => new Error("refused"),
})

async function bySdk<T>(work: () => Promise<T>): Promise<T> {
  const stop = watchRequests((next) => (input) => next(input))
  return work().finally(stop)
}

const VALUES = {
  text: 'Ünïcödé \u{1f6f6} \u2028 " \\ \n',
  empty: "",
  numbers: [0, -1, 1.5, 1e-7, 12_345_678_901, Number.MAX_SAFE_INTEGER],
  yes: true,
  no: false,
  nothing: null,
  list: [[], {}, [undefined, "one"]],
  map: { of: { maps: [{ deep: "down" }], left: undefined } },
  bytes: Uint8Array.from([0, 1, 127, 128, 255]),
  names: new Set(["ann", "ben"]),
  left: undefined,
}

describe("what is answered", () => {
  test("is the same by both ways, whichever of them wrote it", async () => {
    const [one, other] = [newKey(), newKey()]
    await commit([put({ ...one, ...VALUES })])
    await bySdk(() => commit([put({ ...other, ...VALUES })]))
    expect(ways()).toEqual(["quick TransactWriteItems", "sdk TransactWriteItems"])
    const read = () => Promise.all([get(one), get(other)])
    const [quick, slow] = [await read(), await bySdk(read)]
    expect(quick).toStrictEqual(slow)
    const [values, others] = quick.map((item) => ({ ...item, PK: undefined, SK: undefined }))
    expect(values).toStrictEqual(others)
    const { left: _left, ...plain } = VALUES
    const map = { of: { maps: [{ deep: "down" }] } }
    expect(values).toEqual({ ...plain, list: [[], {}, ["one"]], map })
  })

  test("is the same of many, of none, of a part and of where it goes on", async () => {
    const keys = Array.from({ length: 5 }, newKey)
    await commit(keys.map((key, i) => put({ ...key, i })))
    const missing = newKey()
    const read = async () => [
      await getMany([...keys, missing, keys[0]!]),
      await get(missing),
      await query({ pk: keys[0]!.PK, beginsWith: "quick-", limit: 3 }),
      await query({ pk: "nobody's" }),
    ]
    expect(await read()).toStrictEqual(await bySdk(read))
    expect(new Set(seen.map(({ way }) => way))).toEqual(new Set(["quick", "sdk"]))
  })

  test("is the same of the stream", async () => {
    const { position } = await openStream()
    const key = newKey()
    await commit([put({ ...key, ...VALUES, entityType: "Told" })])
    await commit([{ kind: "update", key, update: "SET yes = :no", values: { ":no": false } }])
    await commit([{ kind: "delete", key }])
    const told = async () => {
      const { changes } = await (await openStream(structuredClone(position))).read()
      return changes.filter((change) => change.key.SK === key.SK && change.key.PK === key.PK)
    }
    const quick = await told()
    expect(quick).toHaveLength(3)
    expect(ways().at(-1)).toBe("quick GetRecords")
    expect(quick).toStrictEqual(await bySdk(told))
    expect(ways().at(-1)).toBe("sdk GetRecords")
  })
})

describe("a condition that fails", () => {
  test("is said by its own refusal, and not asked for again", async () => {
    const [one, other] = [newKey(), newKey()]
    await commit([put({ ...one })])
    const second = { ...put({ ...one }), refusal: () => new Error("the second") }
    await expect(commit([put({ ...other }), second])).rejects.toThrow("the second")
    const update = { kind: "update", key: other, update: "SET a = :a", values: { ":a": 1 } } as const
    const alone: Write = { ...update, condition: "attribute_exists(PK)", repeatable: true }
    await expect(commit([alone])).rejects.toBeInstanceOf(ConditionalCheckFailedException)
    expect(ways()).toEqual(["quick TransactWriteItems", "quick TransactWriteItems", "quick UpdateItem"])
  })
})

describe("the SDK does", () => {
  const lost: Fault = async (_, response, passOn) => {
    response.destroy()
    await passOn()
  }

  test("what only it can say: numbers in sets, and what no item may hold", async () => {
    const key = newKey()
    await commit([put({ ...key, some: new Set([1, 2]) })])
    expect((await get(key))?.some).toEqual(new Set([1, 2]))
    expect(ways()).toEqual(["sdk TransactWriteItems", "quick GetItem", "sdk GetItem"])
    await expect(commit([put({ ...newKey(), when: new Date() })])).rejects.toThrow("Unsupported type")
  })

  test("what was done and not answered: with the same token, so that it is done once", async () => {
    const key = newKey()
    fault = lost
    const condition = "attribute_not_exists(amount)"
    await commit([{ kind: "update", key, update: "ADD amount :one", values: { ":one": 1 }, condition }])
    expect(ways()).toEqual(["quick TransactWriteItems", "sdk TransactWriteItems"])
    const tokens = seen.map(({ body }) => JSON.parse(body).ClientRequestToken)
    expect(tokens[0]).toBe(tokens[1])
    expect((await get(key))?.amount).toBe(1)
  })

  const answers =
    (status: number, text: string): Fault =>
    (_, response) =>
      void response.writeHead(status, { "Content-Length": Buffer.byteLength(text) }).end(text)
  const cut: Fault = (_, response) => {
    response.writeHead(200, { "Content-Length": 100 }).write('{"Item":')
    setTimeout(() => response.destroy(), 5)
  }
  const __type = "com.amazonaws.dynamodb.v20120810#ThrottlingException"
  const throttled = answers(400, JSON.stringify({ __type, message: "Rate exceeded" }))
  const unending: Fault = (_, response) => void response.writeHead(200).end('{"Item":{}}')
  const tooLong: Fault = (_, response) => {
    response.socket?.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n")
  }

  test.each([
    ["is lost", lost],
    ["is cut", cut],
    ["is no JSON", answers(200, '{"Item":')],
    ["does not say how long it is", unending],
    ["is more than one", tooLong],
    ["is no HTTP", (_, response) => void response.socket?.end(`${"nothing ".repeat(3_000)}\r\n\r\n`)],
    ["says that it was too much", throttled],
    ["says that something broke", answers(500, "no JSON")],
  ])("what is read when the answer %s", async (_, what) => {
    const key = newKey()
    await commit([put({ ...key, here: true })])
    fault = what
    expect(await get(key)).toEqual({ ...key, here: true })
    expect(ways()).toEqual(["quick TransactWriteItems", "quick GetItem", "sdk GetItem"])
  })
})

describe("a connection", () => {
  test("brings an answer in pieces, wherever they are cut", async () => {
    const [key, item] = [newKey(), { text: "\u{1f6f6} ünï".repeat(20) }]
    await commit([put({ ...key, ...item })])
    fault = async (_, response) => {
      const body = JSON.stringify({ Item: { PK: { S: key.PK }, SK: { S: key.SK }, text: { S: item.text } } })
      const whole = Buffer.from(
        `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
      for (let at = 0; at < whole.length; at += 7) {
        response.socket?.write(whole.subarray(at, at + 7))
        await new Promise(setImmediate)
      }
      response.socket?.end()
    }
    expect(await get(key)).toEqual({ ...key, ...item })
    expect(ways()).toEqual(["quick TransactWriteItems", "quick GetItem"])
  })

  test("that was closed meanwhile is not used again", async () => {
    const key = newKey()
    await commit([put({ ...key })])
    between.closeAllConnections()
    await vi.waitFor(async () => {
      seen = []
      await get(key)
      expect(ways()).toEqual(["quick GetItem"])
    })
    expect(await get(key)).toEqual(key)
    fault = async (_, response, passOn) => {
      response.setHeader("Connection", "close")
      await passOn()
    }
    expect(await get(key)).toEqual(key)
    expect(await get(key)).toEqual(key)
    expect(ways()).toEqual(Array(4).fill("quick GetItem"))
  })

  test("is one of a few, however many ask at once, and each gets its own answer", async () => {
    const keys = Array.from({ length: 300 }, newKey)
    for (let at = 0; at < keys.length; at += 100)
      await commit(keys.slice(at, at + 100).map((key) => put({ ...key })))
    const talk = openTalk(table().options.endpoint!)
    let most = 0
    const counting = setInterval(
      () => between.getConnections((_, count) => (most = Math.max(most, count))),
      1,
    )
    const found = await Promise.all(
      keys.map(({ PK, SK }) =>
        talk.post(
          "DynamoDB_20120810.GetItem",
          JSON.stringify({ TableName: table().name, Key: { PK: { S: PK }, SK: { S: SK } } }),
        ),
      ),
    )
    clearInterval(counting)
    expect(found.map((answer) => JSON.parse(answer!.text).Item.SK.S)).toEqual(keys.map(({ SK }) => SK))
    expect(most).toBeLessThanOrEqual(220)
    const late = talk.post("DynamoDB_20120810.GetItem", "{}")
    talk.close()
    expect(await late).toBeUndefined()
    expect(await talk.post("DynamoDB_20120810.GetItem", "{}")).toBeUndefined()
  })
})
