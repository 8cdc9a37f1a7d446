/** A stream that is another one than before: switched off and on, restored, or with numbers that began anew. */
import { UpdateTableCommand } from "@aws-sdk/client-dynamodb"
import { expect, test } from "vitest"
import { MINUTE, SECOND, setClock, sleep } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import { findCheckpoint } from "#lib/db/patterns/stream.ts"
import { everything } from "#lib/db/scan.ts"
import { connect, ensureTable, table } from "#lib/db/table.ts"
import { freshTable } from "#lib/testing/table.ts"
import { tally, tallyOf, tell } from "#lib/testing/tally.ts"
import { counted, until, worker } from "#lib/testing/workers.ts"
import { Lease } from "./lease.ts"

freshTable()

function stream(StreamEnabled: boolean): Promise<unknown> {
  const { client, name } = table()
  const view = { StreamViewType: "NEW_AND_OLD_IMAGES" } as const
  return client.send(
    new UpdateTableCommand({
      TableName: name,
      StreamSpecification: { StreamEnabled, ...(StreamEnabled && view) },
    }),
  )
}

// DynamoDB Local lets nobody read behind its end.
test.runIf(!process.env.DYNAMODB_ENDPOINT)(
  "a worker whose stream began anew notices, and applies what it holds",
  async () => {
    const before = worker(tally)
    await tell("ANEW", 0)
    await counted("ANEW", 1)
    await before.stop()
    const position = (await findCheckpoint())!.position!
    const [shard] = Object.keys(position.shards)
    const lease = (await Lease.take()) as Lease
    await lease.release({ ...position, shards: { [shard!]: "88888888" } }, 0)
    await tell("ANEW", 1)
    const { log } = worker(tally)
    await until(async () => (await findCheckpoint())!.leaseUntil > 0)
    await sleep(300)
    expect(await tallyOf("ANEW")).toBe(1)
    setClock(() => Date.now() + 12 * SECOND)
    // What was counted before is in the stream still, and was told by another name.
    await until(async () => (await tallyOf("ANEW")) > 1)
    expect(log.filter((line) => line.includes("began anew"))).toHaveLength(1)
    const known = await tallyOf("ANEW")
    await tell("ANEW", 2)
    await counted("ANEW", known + 1)
    await until(async () => (await findCheckpoint())!.position!.base === "88888888")
  },
)

test("a worker whose table's stream was switched off and on follows the new one, and says what may be missing", async () => {
  const { log } = worker(tally)
  await tell("OFF", 1)
  await counted("OFF", 1)
  await sleep(SECOND)
  await stream(false)
  await tell("OFF", 2)
  // By then it looks which shards there are.
  setClock(() => Date.now() + MINUTE)
  await until(() => log.some((line) => line.includes("has no stream")))
  await stream(true)
  await tell("OFF", 3)
  await counted("OFF", 2)
  expect(log.filter((line) => line.includes("switched off"))).toHaveLength(1)
})

async function allItems(): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = []
  for await (const some of everything()) items.push(...some)
  return items
}

test("a table that was restored into a new one is counted on from low numbers", async () => {
  const first = worker(tally)
  for (let n = 0; n < 30; n++) await tell("RESTORED", n)
  await counted("RESTORED", 30)
  await first.stop()
  const items = await allItems()
  const { options, name } = table()
  connect({ ...options, name: `${name}-restored` })
  await ensureTable()
  await stream(false)
  for (const item of items) await commit([{ kind: "put", item }])
  await sleep(SECOND)
  await stream(true)
  expect(await tallyOf("RESTORED")).toBe(30)
  worker(tally)
  await tell("RESTORED", 30)
  await counted("RESTORED", 31)
})
