import { UpdateTableCommand } from "@aws-sdk/client-dynamodb"
import { describe, expect, test } from "vitest"
import { MINUTE, now, SECOND, sleep } from "#lib/base/clock.ts"
import { freshTable } from "#lib/testing/table.ts"
import { changeOf } from "./change.ts"
import { commit } from "./commit.ts"
import { openStream, openStreamNow } from "./stream.ts"
import { table } from "./table.ts"

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

  test("is read from now on", async () => {
    await put("c1")
    const reader = await openStreamNow()
    expect((await reader.read()).changes).toEqual([])
    await put("c2")
    expect((await reader.read()).changes.map((change) => change.key)).toEqual([key("c2")])
  })

  test("of a table that was restored is told from its beginning, and that something may be missing", async () => {
    const { changes, position } = await (await openStream()).read()
    const old = { ...position, stream: "arn:of:another", shards: { gone: "500" } }
    const anew = await (await openStream(old)).read()
    expect(anew.changes.map((change) => change.after)).toEqual(changes.map((change) => change.after))
    expect(anew.isMissing).toBe(true)
  })

  test("that was switched off and on is read on: what was told before is not told again", async () => {
    const stream = (StreamEnabled: boolean) =>
      table().client.send(
        new UpdateTableCommand({
          TableName: table().name,
          StreamSpecification: {
            StreamEnabled,
            ...(StreamEnabled && { StreamViewType: "NEW_AND_OLD_IMAGES" }),
          },
        }),
      )
    const { position } = await (await openStream()).read()
    await stream(false)
    await expect(openStream(position)).rejects.toThrow("has no stream")
    // Two streams are told apart by the second in which they began.
    await sleep(SECOND)
    await stream(true)
    await put("on again")
    const anew = await (await openStream(position)).read()
    expect(anew.changes.map((change) => change.key)).toEqual([key("on again")])
    expect(anew.isMissing).toBe(true)
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
    // What figures were counted through before says nothing of it.
    expect(anew[0]!.shard).not.toBe(changes[0]!.shard)
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
    const get = changeOf(
      {
        dynamodb: { ...images(new Uint8Array([1, 2])), SequenceNumber, ApproximateCreationDateTime: at },
      },
      { shard: "s" },
    )
    const lambda = changeOf(
      {
        dynamodb: { ...images("AQI="), SequenceNumber, ApproximateCreationDateTime: at.getTime() / 1000 },
      },
      { shard: "s" },
    )
    expect(lambda).toEqual(get)
    expect(get).toEqual({
      sequence: "0000000000000012345678901234567890123456",
      shard: expect.stringMatching(/^[\w-]{8}$/),
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
      changeOf(
        {
          dynamodb: {
            Keys,
            OldImage: { ...Keys, expiresAt: { N: String(expiresAt) } },
            SequenceNumber: "1",
            ApproximateCreationDateTime: at,
          },
          ...(userIdentity && { userIdentity }),
        },
        { shard: "s" },
      ).expired
    expect(removal(second + 60)).toBeUndefined()
    expect(removal(second - 1)).toBe(true)
    expect(removal(second + 60, { principalId: "dynamodb.amazonaws.com", type: "Service" })).toBe(true)
    expect(removal(second + 60, { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" })).toBe(true)
  })
})
