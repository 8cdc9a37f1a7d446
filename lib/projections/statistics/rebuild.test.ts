import { beforeEach, describe, expect, test } from "vitest"
import { nowIso, SECOND, sleep } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { DayFacts } from "#lib/db/items/statistics.ts"
import { Checkpoints } from "#lib/db/items/stream.ts"
import { dayKey, factKey } from "#lib/db/keys/statistics.ts"
import { CHECKPOINT_KEY } from "#lib/db/keys/stream.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { putFence } from "#lib/db/writes/statistics.ts"
import type { Member } from "#lib/forum/actor.ts"
import { countedDays, type Kept, keptDays } from "#lib/testing/days.ts"
import { whileWritten } from "#lib/testing/figures.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { changesSince, settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import type { Change } from "../contract.ts"
import { untilApplied } from "../fences.ts"
import { statistics } from "../statistics.ts"

freshTable()
withoutLimits()

const projections = [statistics]
const day = nowIso().slice(0, 10)

let [ann, ben]: Member[] = []
let categories: Category[]
let topics: string[]
let history: Change[]

beforeEach(async () => {
  ;[ann, ben] = [await someone(), await someone()]
  categories = [await aCategory(), await aCategory()]
  topics = []
  for (const category of categories) topics.push((await aTopic(ann!, category)).topic)
  for (const topic of [topics[0]!, topics[0]!, topics[1]!]) await aReply(ben!, topic)
  history = await changesSince()
  await statistics.apply(history)
  await settle({ projections })
})

const kept = async (): Promise<Kept> => keptDays([day.slice(0, 7)], await listCategories())

/** Rebuilds while the worker goes on, as it does in a forum in use. */
async function rebuild(write?: (n: number) => Promise<unknown>): Promise<void> {
  let isOver = false
  const worker = (async () => {
    while (!isOver) {
      await settle({ projections })
      await sleep(SECOND / 50)
    }
  })()
  try {
    const work = async () => void (await rebuilt(statistics))
    if (write) expect(await whileWritten(work, write)).toBeGreaterThan(10)
    else await work()
  } finally {
    isOver = true
    await worker
  }
  await settle({ projections })
}

describe("rebuilding the statistics", () => {
  test("finds right what the stream counted", async () => {
    const before = await kept()
    await rebuild()
    expect(await kept()).toEqual(before)
  })

  test("puts right what is lost or wrong, shares and days", async () => {
    const before = await kept()
    const [own, other] = [categories[0]!.id, categories[1]!.id]
    const share = { day, of: "topic" as const, id: topics[0]!, category: own }
    const wrong = { kind: "update", update: "SET posts = :n", values: { ":n": 77 } } as const
    const invented = { ...share, id: newId(), posts: 3, topics: 1, appliedThrough: "0" }
    const damage: Write[] = [
      { kind: "delete", key: dayKey(day) },
      { ...wrong, key: dayKey(day, own) },
      { kind: "delete", key: dayKey(day, other) },
      { ...wrong, key: factKey(share) },
      { kind: "delete", key: factKey({ ...share, id: topics[1]!, category: other }) },
      { kind: "delete", key: factKey({ day, of: "member", id: ann!.id }) },
      { kind: "put", item: DayFacts.encode(invented) },
    ]
    await commit(damage)
    // Nobody hears of it. Somebody else rebuilds, too, and was killed.
    await changesSince()
    await commit([putFence({ partition: factKey(share).PK, id: newId(), by: "statistics" })])
    await rebuild()
    expect(await kept()).toEqual(before)
    // The worker dies, and gets everything again.
    await statistics.apply(history)
    await settle({ projections })
    expect(await kept()).toEqual(before)
  })

  test("counts exactly what is written meanwhile", async () => {
    await commit([
      { kind: "delete", key: dayKey(day, categories[0]!.id) },
      { kind: "delete", key: factKey({ day, of: "topic", id: topics[1]!, category: categories[1]!.id }) },
    ])
    await changesSince()
    await rebuild((n) => aReply(ben!, topics[n % 2]!))
    await settle({ projections })
    const now = await kept()
    for (const [name, figures] of Object.entries(await countedDays(categories)))
      if (!name.endsWith(" ")) expect([name, now[name]]).toEqual([name, figures])
  })

  test("says what to do when nobody applies the stream", async () => {
    await expect(
      untilApplied({ partition: "DAY#none", by: "statistics", patience: SECOND / 5 }),
    ).rejects.toThrow("start the forum")
  })

  test("waits for a worker that is behind, as long as it comes further", async () => {
    const worker = { id: "late", host: "harbour", pid: 1 }
    const waiting = untilApplied({ partition: "DAY#late", by: "statistics", patience: 2 * SECOND })
    for (let n = 1; n <= 3; n++) {
      await sleep(1.2 * SECOND)
      const position = { stream: "s", base: "0", shards: { one: String(n) } }
      const item = Checkpoints.encode({ worker, leaseUntil: 0, position, lagMs: 0, updatedAt: nowIso() })
      await commit([{ kind: "put", item }])
    }
    await settle({ projections })
    await waiting
    await commit([{ kind: "delete", key: CHECKPOINT_KEY }])
  })
})
