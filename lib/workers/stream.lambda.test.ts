import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { listDeadLetters } from "#lib/db/patterns/stream.ts"
import type { Projection } from "#lib/projections/contract.ts"
import { failing, withoutWaiting } from "#lib/testing/faults.ts"
import { freshTable } from "#lib/testing/table.ts"
import { tally, tallyOf } from "#lib/testing/tally.ts"
import { handler, type StreamEvent } from "./stream.lambda.ts"

freshTable()
beforeEach(() => vi.spyOn(console, "error").mockImplementation(() => {}))
afterEach(() => vi.restoreAllMocks())

/** As AWS sends it: numbers of 26 digits, times in seconds, bytes as Base64. */
function event(...keys: string[]): StreamEvent {
  const Records = keys.map((PK, i) => {
    const Keys = { PK: { S: PK }, SK: { S: `N#${i}` } }
    return {
      eventID: `e${i}`,
      eventName: "INSERT",
      eventSource: "aws:dynamodb",
      awsRegion: "eu-central-1",
      dynamodb: {
        ApproximateCreationDateTime: 1_795_225_628,
        Keys,
        NewImage: { ...Keys, entityType: { S: "Told" }, n: { N: String(i) }, bytes: { B: "AQID" } },
        SequenceNumber: `442158450000000001745043${i + 10}`,
        SizeBytes: 100,
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
    }
  })
  return { Records }
}
const options = (...projections: Projection[]) => ({ projections, waits: [] })

describe("the Lambda", () => {
  test("applies what the stream hands over, and once what it hands over twice", async () => {
    const some = event("L1", "L2", "L1")
    expect(await handler(some, {}, options(tally))).toEqual({ batchItemFailures: [] })
    expect(await handler(some, {}, options(tally))).toEqual({ batchItemFailures: [] })
    expect([await tallyOf("L1"), await tallyOf("L2")]).toEqual([2, 1])
  })

  test("asks again from the first change on that the table did not take", async () => {
    withoutWaiting()
    const some = event("OTHER", "M1", "M2", "M1")
    some.Records[0]!.dynamodb!.NewImage!.entityType = { S: "Else" }
    const refused = () => Object.assign(new Error("no"), { name: "ThrottlingException", $metadata: {} })
    failing(({ command }) => command === "TransactWriteItems", refused, Number.POSITIVE_INFINITY)
    const { batchItemFailures } = await handler(some, {}, options(tally))
    expect(batchItemFailures).toEqual([{ itemIdentifier: "44215845000000000174504311" }])
  })

  test("and then applies what comes again", async () => {
    const some = event("OTHER", "M1", "M2", "M1")
    expect(await handler({ Records: some.Records.slice(1) }, {}, options(tally))).toEqual({
      batchItemFailures: [],
    })
    expect([await tallyOf("M1"), await tallyOf("M2")]).toEqual([2, 1])
  })

  test("sets a poison record aside, and asks for nothing", async () => {
    const poisoned: Projection = {
      ...tally,
      apply: async (changes) => {
        if (changes.some(({ key }) => key.PK === "P2")) throw new Error("Poison.")
        await tally.apply(changes)
      },
    }
    expect(await handler(event("P1", "P2", "P3"), {}, options(poisoned))).toEqual({ batchItemFailures: [] })
    expect([await tallyOf("P1"), await tallyOf("P2"), await tallyOf("P3")]).toEqual([1, 0, 1])
    expect((await listDeadLetters()).items).toMatchObject([{ reason: "Poison.", item: { PK: "P2" } }])
  })
})
