import { describe, expect, test } from "vitest"
import { MINUTE, now } from "#lib/base/clock.ts"
import { freshTable } from "#lib/testing/table.ts"
import { changeOf } from "./change.ts"
import { commit } from "./commit.ts"
import { openStream } from "./stream.ts"

freshTable()

const key = (name: string) => ({ PK: `STREAM#${name}`, SK: "x" })
const put = (name: string, more: object = {}) =>
  commit([{ kind: "put", item: { ...key(name), entityType: "Test", ...more } }])

describe("the stream", () => {
  test("tells each change once, in order, with the item before and after", async () => {
    const reader = await openStream()
    await put("a", { n: 1 })
    await put("a", { n: 2, list: [{ deep: true }] })
    await commit([{ kind: "delete", key: key("a") }])
    const { changes } = await reader.read()
    expect(changes).toMatchObject([
      { key: key("a"), entityType: "Test", after: { n: 1 } },
      { entityType: "Test", before: { n: 1 }, after: { n: 2, list: [{ deep: true }] } },
      { entityType: "Test", before: { n: 2 } },
    ])
    expect(changes[0]).not.toHaveProperty("before")
    expect(changes[2]).not.toHaveProperty("after")
    const sequences = changes.map(({ sequence }) => sequence)
    expect(sequences).toEqual([...new Set(sequences)].sort())
    expect(sequences[0]).toHaveLength(40)
    expect(Math.abs(Date.parse(changes[0]!.at) - now())).toBeLessThan(MINUTE)
    expect((await reader.read()).changes).toEqual([])
  })

  test("is read on from a position that was kept", async () => {
    const first = await openStream()
    await put("b1")
    const { position } = await first.read()
    await put("b2")
    const second = await openStream(JSON.parse(JSON.stringify(position)))
    expect((await second.read()).changes.map((change) => change.key)).toEqual([key("b2")])
  })

  test("of a table that was made anew is told from its beginning, by numbers that follow the old ones", async () => {
    const { changes, position } = await (await openStream()).read()
    const old = { ...position, stream: "arn:of:another", shards: { gone: "500" } }
    const anew = (await (await openStream(old)).read()).changes
    expect(anew.map((change) => change.after)).toEqual(changes.map((change) => change.after))
    expect(BigInt(anew[0]!.sequence)).toBe(BigInt(changes[0]!.sequence) + 500n)
  })

  test("whose numbers began anew is, too; one that has only nothing to tell is not", async () => {
    const { changes, position } = await (await openStream()).read()
    const [shard] = Object.keys(position.shards)
    const idle = await openStream(position)
    expect(await idle.beginAnew()).toBe(false)
    expect((await idle.read()).changes).toEqual([])
    const ahead = await openStream({ ...position, shards: { [shard!]: "99999999999999999999999999" } })
    expect(await ahead.beginAnew()).toBe(true)
    const anew = (await ahead.read()).changes
    expect(anew.map((change) => change.after)).toEqual(changes.map((change) => change.after))
    expect(BigInt(anew[0]!.sequence)).toBeGreaterThan(99999999999999999999999999n)
  })
})

describe("a record", () => {
  const Keys = { PK: { S: "A" }, SK: { S: "B" } }
  const images = (B: unknown) => ({
    Keys,
    NewImage: { ...Keys, entityType: { S: "T" }, set: { SS: ["x"] }, deep: { M: { list: { L: [{ B }] } } } },
  })

  test("of Lambda is the same change as one of GetRecords", () => {
    const at = new Date("2026-11-21T01:02:03Z")
    const SequenceNumber = "12345678901234567890123456"
    const get = changeOf({
      dynamodb: { ...images(new Uint8Array([1, 2])), SequenceNumber, ApproximateCreationDateTime: at },
    })
    const lambda = changeOf({
      dynamodb: { ...images("AQI="), SequenceNumber, ApproximateCreationDateTime: at.getTime() / 1000 },
    })
    expect(lambda).toEqual(get)
    expect(get).toEqual({
      sequence: "0000000000000012345678901234567890123456",
      at: "2026-11-21T01:02:03.000Z",
      key: { PK: "A", SK: "B" },
      entityType: "T",
      after: {
        PK: "A",
        SK: "B",
        entityType: "T",
        set: new Set(["x"]),
        deep: { list: [new Uint8Array([1, 2])] },
      },
    })
  })

  test("of an expiry says so, whoever swept; a deletion does not", () => {
    const at = new Date("2026-11-21T01:02:03Z")
    const second = at.getTime() / 1000
    const removal = (expiresAt: number, userIdentity?: object) =>
      changeOf({
        dynamodb: {
          Keys,
          OldImage: { ...Keys, expiresAt: { N: String(expiresAt) } },
          SequenceNumber: "1",
          ApproximateCreationDateTime: at,
        },
        ...(userIdentity && { userIdentity }),
      }).expired
    expect(removal(second + 60)).toBeUndefined()
    expect(removal(second - 1)).toBe(true)
    expect(removal(second + 60, { principalId: "dynamodb.amazonaws.com", type: "Service" })).toBe(true)
    expect(removal(second + 60, { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" })).toBe(true)
  })
})
