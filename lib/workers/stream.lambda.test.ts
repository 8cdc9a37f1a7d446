import { marshall } from "@aws-sdk/util-dynamodb"
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest"
import { HOME } from "#lib/base/cache-tags.ts"
import { MINUTE, SECOND, setClock, sleep } from "#lib/base/clock.ts"
import { forgetConfig } from "#lib/config.ts"
import type { Change } from "#lib/db/change.ts"
import { commit } from "#lib/db/commit.ts"
import { RESTORE_KEY } from "#lib/db/keys/restores.ts"
import { findCheckpoint, listDeadLetters } from "#lib/db/patterns/stream.ts"
import { beginRestore, endRestore } from "#lib/db/writes/restores.ts"
import type { Projection } from "#lib/projections/contract.ts"
import { pages } from "#lib/projections/pages.ts"
import { failing, listen, withoutWaiting } from "#lib/testing/faults.ts"
import { aCategory, aTopic, someone } from "#lib/testing/people.ts"
import { changesSince } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { tally, tallyOf } from "#lib/testing/tally.ts"
import { health } from "#lib/web/health.ts"
import { isStale } from "#lib/web/tag-store.ts"
import { forgetNoted } from "./lambda-checkpoint.ts"
import { Lease } from "./lease.ts"
import { handler, type StreamEvent } from "./stream.lambda.ts"

freshTable()
beforeEach(() => vi.spyOn(console, "error").mockImplementation(() => {}))
afterEach(() => {
  vi.restoreAllMocks()
  setClock()
})

/** As AWS tells a Lambda of itself. */
const context = (ms = MINUTE) => {
  const end = Date.now() + ms
  return { getRemainingTimeInMillis: () => end - Date.now() }
}

const TOLD_AT = 1_795_225_628_000
const SHARD = "shardId-00000001795225628053-f1e2d3c4"

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
        ApproximateCreationDateTime: TOLD_AT / SECOND,
        Keys,
        NewImage: { ...Keys, entityType: { S: "Told" }, n: { N: String(i) }, bytes: { B: "AQID" } },
        SequenceNumber: `442158450000000001745043${i + 10}`,
        SizeBytes: 100,
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
    }
  })
  return { Records, shardId: SHARD }
}
/** What AWS tells beside the records where there is a tumbling window. */
const aWindow = (told: { isFinalInvokeForWindow: boolean; isWindowTerminatedEarly?: boolean }) => ({
  window: { start: "2026-11-22T02:00:00Z", end: "2026-11-22T02:01:00Z" },
  state: {},
  shardId: SHARD,
  isWindowTerminatedEarly: false,
  ...told,
})
const ALL_DONE = { batchItemFailures: [], state: {} }
const options = (...projections: Projection[]) => ({ projections, waits: [] })

describe("the Lambda", () => {
  test("applies what the stream hands over, and once what it hands over twice", async () => {
    const some = event("L1", "L2", "L1")
    expect(await handler(some, context(), options(tally))).toEqual(ALL_DONE)
    expect(await handler(some, context(), options(tally))).toEqual(ALL_DONE)
    expect([await tallyOf("L1"), await tallyOf("L2")]).toEqual([2, 1])
  })

  test("takes the call that closes a window, of which it reads, writes and keeps nothing", async () => {
    forgetNoted()
    const sent = listen()
    const open = aWindow({ isFinalInvokeForWindow: false })
    const closed = aWindow({ isFinalInvokeForWindow: true })
    for (const Records of [[], undefined])
      expect(await handler({ ...closed, Records }, context(), options(tally))).toEqual(ALL_DONE)
    expect(sent).toEqual([])
    expect(await handler({ ...open, ...event("W1") }, context(), options(tally))).toEqual(ALL_DONE)
    expect(await handler({ ...closed, ...event("W2") }, context(), options(tally))).toEqual(ALL_DONE)
    const early = aWindow({ isFinalInvokeForWindow: false, isWindowTerminatedEarly: true })
    expect(await handler({ ...early, ...event("W3") }, context(), options(tally))).toEqual(ALL_DONE)
    expect(await Promise.all(["W1", "W2", "W3"].map(tallyOf))).toEqual([1, 1, 1])
  })

  test("counts nothing where it is not told which shard it reads, and says what to set", async () => {
    const { Records } = event("N1")
    await expect(handler({ Records }, context(), options(tally))).rejects.toThrow("TumblingWindowInSeconds")
    expect(await tallyOf("N1")).toBe(0)
  })

  test("notes once a minute that it applies the stream, and no worker begins beside it", async () => {
    forgetNoted()
    const sent = listen()
    const notes = () => sent.filter(({ input }) => input.Item?.PK?.S === "CHECKPOINT").length
    const some = event("K1")
    await handler(some, context(), options(tally))
    await handler(some, context(), options(tally))
    expect(notes()).toBe(1)
    const { worker, lagMs, position } = (await findCheckpoint())!
    expect([worker.host, position]).toEqual(["AWS Lambda", undefined])
    expect(lagMs).toBeGreaterThan(0)
    expect(await Lease.take()).toEqual({ heldBy: worker })
    expect((await health()).stream).toEqual({ worker: "is a Lambda", lagMs })
    // Its own note, which the stream tells it, is no reason for the next one.
    const own = event("CHECKPOINT")
    own.Records![0]!.dynamodb!.NewImage!.entityType = { S: "Checkpoint" }
    setClock(() => Date.now() + 2 * MINUTE)
    await handler(own, context(), options(tally))
    expect(notes()).toBe(1)
    await handler(some, context(), options(tally))
    expect(notes()).toBe(2)
    setClock(() => Date.now() + 10 * MINUTE)
    const lease = (await Lease.take()) as Lease
    // Both apply the same then, which is borne, and told.
    await handler(some, context(), options(tally))
    expect((await findCheckpoint())!.worker.id).toBe(lease.id)
    expect(vi.mocked(console.error).mock.calls.join("\n")).toContain("A worker follows the stream beside")
    await lease.release(undefined, 0)
  })

  test("asks again from the first change on that the table did not take", async () => {
    withoutWaiting()
    const some = event("OTHER", "M1", "M2", "M1")
    some.Records![0]!.dynamodb!.NewImage!.entityType = { S: "Else" }
    const refused = () => Object.assign(new Error("no"), { name: "ThrottlingException", $metadata: {} })
    failing(({ command }) => command === "TransactWriteItems", refused, Number.POSITIVE_INFINITY)
    const { batchItemFailures } = await handler(some, context(), options(tally))
    expect(batchItemFailures).toEqual([{ itemIdentifier: "44215845000000000174504311" }])
  })

  test("and then applies what comes again", async () => {
    const some = event("OTHER", "M1", "M2", "M1")
    expect(await handler({ ...some, Records: some.Records!.slice(1) }, context(), options(tally))).toEqual(
      ALL_DONE,
    )
    expect([await tallyOf("M1"), await tallyOf("M2")]).toEqual([2, 1])
  })

  describe("beside a restore", () => {
    const restore = { digest: "d", done: 0, startedAt: new Date(TOLD_AT).toISOString() }
    const ended = (until: number) =>
      endRestore({
        checkpoint: { worker: { id: "r", host: "restore", pid: 0 }, leaseUntil: 0, lagMs: 0, updatedAt: "" },
        until: new Date(until).toISOString(),
      })

    test("applies nothing while it is under way, and asks for all of it again", async () => {
      await commit([beginRestore(restore)])
      const some = event("R1", "R2")
      const [first] = some.Records!
      expect(await handler(some, context(), options(tally))).toEqual({
        batchItemFailures: [{ itemIdentifier: first!.dynamodb!.SequenceNumber }],
        state: {},
      })
      expect([await tallyOf("R1"), await tallyOf("R2")]).toEqual([0, 0])
    })

    test("tells nobody of what it wrote, and of all that came after", async () => {
      await commit(ended(TOLD_AT))
      const some = event("R1", "R2", "R2")
      some.Records![2]!.dynamodb!.ApproximateCreationDateTime = TOLD_AT / SECOND + 1
      expect(await handler(some, context(), options(tally))).toEqual(ALL_DONE)
      expect([await tallyOf("R1"), await tallyOf("R2")]).toEqual([0, 1])
    })

    test("applies all where the old forum had told nobody of it", async () => {
      await commit([{ kind: "delete", key: RESTORE_KEY }])
      await commit([beginRestore(restore)])
      await commit(endRestore(undefined))
      expect(await handler(event("R3"), context(), options(tally))).toEqual(ALL_DONE)
      expect(await tallyOf("R3")).toBe(1)
    })
  })

  test("sets a poison record aside, and asks for nothing", async () => {
    const poisoned: Projection = {
      ...tally,
      apply: async (changes) => {
        if (changes.some(({ key }) => key.PK === "P2")) throw new Error("Poison.")
        await tally.apply(changes)
      },
    }
    expect(await handler(event("P1", "P2", "P3"), context(), options(poisoned))).toEqual(ALL_DONE)
    expect([await tallyOf("P1"), await tallyOf("P2"), await tallyOf("P3")]).toEqual([1, 0, 1])
    expect((await listDeadLetters()).items).toMatchObject([{ reason: "Poison.", item: { PK: "P2" } }])
  })

  test("asks again for what the table does not take of one change alone, and sets it aside after three minutes", async () => {
    withoutWaiting()
    const some = event("S1", "S2")
    const refused = () => Object.assign(new Error("no"), { name: "ThrottlingException", $metadata: {} })
    const isOfS1 = ({ input }: { input: Record<string, unknown> }) =>
      JSON.stringify(input.TransactItems ?? "").includes("TALLY#S1")
    failing(isOfS1, refused, Number.POSITIVE_INFINITY)
    const [{ SequenceNumber: itemIdentifier }] = some.Records!.map(({ dynamodb }) => dynamodb!) as [
      { SequenceNumber: string },
    ]
    const named = { batchItemFailures: [{ itemIdentifier }], state: {} }
    const throttled = options({ ...tally, name: "throttled" })
    expect(await handler(some, context(), throttled)).toEqual(named)
    setClock(() => Date.now() + 2 * MINUTE)
    expect(await handler(some, context(), throttled)).toEqual(named)
    setClock(() => Date.now() + 3 * MINUTE)
    expect(await handler(some, context(), throttled)).toEqual(ALL_DONE)
    expect(await tallyOf("S2")).toBe(1)
    const { items } = await listDeadLetters()
    expect(items).toMatchObject([{ projection: "throttled", item: { PK: "S1" } }, { item: { PK: "P2" } }])
  })

  test("ends in time, asks again for what there was no time for, and lets others go on", async () => {
    const some = event("T1", "T2", "T3", "T4")
    const hanging: Projection = { ...tally, name: "hanging", apply: () => sleep(MINUTE) }
    const start = Date.now()
    const { batchItemFailures } = await handler(some, context(5.3 * SECOND), options(hanging, tally))
    expect(Date.now() - start).toBeLessThan(2 * SECOND)
    expect(batchItemFailures).toEqual([{ itemIdentifier: some.Records![0]!.dynamodb!.SequenceNumber! }])
    expect(await Promise.all(["T1", "T2", "T3", "T4"].map(tallyOf))).toEqual([1, 1, 1, 1])
  })

  test("comes through what takes long by giving less at once, and sets aside the one change that never ends", async () => {
    const some = event("U1", "U2", "U3", "U4")
    const given: string[] = []
    const slow: Projection = {
      ...tally,
      name: "slow",
      apply: async (changes) => {
        given.push(changes.map(({ key }) => key.PK).join())
        if (changes.some(({ key }) => key.PK === "U3")) await sleep(MINUTE)
        await tally.apply(changes)
      },
    }
    let left = some.Records!
    for (let calls = 0; left.length > 0 && calls < 6; calls++) {
      // What never ends has failed only when it had fair time for itself.
      const time = context((calls < 2 ? 5.4 : 10.1) * SECOND)
      const { batchItemFailures } = await handler({ ...some, Records: left }, time, options(slow))
      const at = batchItemFailures[0]?.itemIdentifier
      left = at ? left.slice(left.findIndex(({ dynamodb }) => dynamodb!.SequenceNumber === at)) : []
    }
    expect(left).toEqual([])
    expect(given.slice(0, 3)).toEqual(["U1,U2,U3,U4", "U1,U2", "U3,U4"])
    expect(await Promise.all(["U1", "U2", "U3", "U4"].map(tallyOf))).toEqual([1, 1, 0, 1])
    expect((await listDeadLetters()).items).toContainEqual(
      expect.objectContaining({ projection: "slow", item: { PK: "U3", SK: "N#2" } }),
    )
  }, 60_000)

  test("makes pages stale in the table, also when what changed is told twice", async () => {
    vi.stubEnv("STOA_PAGES", "table")
    forgetConfig()
    onTestFinished(() => {
      vi.unstubAllEnvs()
      forgetConfig()
    })
    const madeAt = Date.now() - 1
    await aTopic(await someone(), await aCategory())
    const records = (await changesSince()).map(asRecord)
    expect(await isStale([HOME], madeAt)).toBe(false)
    const changed = { Records: records, shardId: SHARD }
    expect(await handler(changed, context(), options(pages))).toEqual(ALL_DONE)
    expect(await isStale([HOME], madeAt)).toBe(true)
    expect(await handler(changed, context(), options(pages))).toEqual(ALL_DONE)
    expect(await isStale(["tag:nobody-uses"], madeAt)).toBe(false)
  })
})

/** A change of the table as AWS would hand it over. */
function asRecord({ key, before, after, sequence }: Change): NonNullable<StreamEvent["Records"]>[number] {
  const image = (item: Change["after"]) => item && (marshall(item) as Record<string, unknown>)
  return {
    dynamodb: {
      ApproximateCreationDateTime: Date.now() / SECOND,
      Keys: image(key as NonNullable<Change["after"]>),
      OldImage: image(before),
      NewImage: image(after),
      SequenceNumber: String(BigInt(sequence)),
    },
  }
}
