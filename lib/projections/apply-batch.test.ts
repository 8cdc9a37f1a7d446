import { randomBytes } from "node:crypto"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { HOUR, now, setClock } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import { changeOfDeadLetter, findDeadLetter, listDeadLetters } from "#lib/db/patterns/stream.ts"
import { failing, listen, withoutWaiting } from "#lib/testing/faults.ts"
import { changesSince } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { applyBatch } from "./apply-batch.ts"
import type { Change, Projection } from "./contract.ts"
import { allDeadLetters, dropDeadLetter, retryDeadLetter, setAside } from "./dead-letters.ts"

freshTable()
beforeEach(() => vi.spyOn(console, "error").mockImplementation(() => {}))
afterEach(async () => {
  vi.restoreAllMocks()
  setClock()
  for await (const { id } of allDeadLetters()) await dropDeadLetter(id)
})

/** Changes A1 B1 C1 A2 B2 C2 … of a few keys, as the stream would tell them. */
const told = (keys: string, rounds: number): Change[] =>
  Array.from({ length: rounds }, (_, round) =>
    [...keys].map((PK, i) => ({
      sequence: String(round * keys.length + i + 1).padStart(40, "0"),
      shard: "s",
      at: new Date(now()).toISOString(),
      key: { PK, SK: "x" },
      entityType: "Told",
      after: { PK, SK: "x", n: round + 1 },
    })),
  ).flat()

const nameOf = (change: Change) => `${change.key.PK}${change.after?.n}`

/** Remembers what it applied; a change counts once however often it comes. `poison` is what it cannot bear. */
function recorder(poison: (change: Change) => boolean = () => false) {
  const applied: string[] = []
  const seen: string[][] = []
  const projection: Projection = {
    name: `recorder-${randomBytes(4).toString("hex")}`,
    entities: ["Told"],
    apply: async (changes) => {
      seen.push(changes.map(nameOf))
      for (const change of changes) {
        if (poison(change)) throw new Error(`${nameOf(change)} is poison`)
        if (!applied.includes(nameOf(change))) applied.push(nameOf(change))
      }
    },
  }
  return { projection, applied, seen }
}

const apply = (changes: Change[], ...projections: Projection[]) =>
  applyBatch(changes, { projections, waits: [] })

describe("a batch", () => {
  test("reaches each projection that asked for it, in order", async () => {
    const { projection, seen } = recorder()
    const other: Projection = {
      name: "other",
      entities: ["Else"],
      apply: () => Promise.reject(new Error("no")),
    }
    expect(await apply(told("AB", 2), projection, other)).toEqual({ undone: [] })
    expect(seen).toEqual([["A1", "B1", "A2", "B2"]])
  })

  test("that fails once is tried again, whole", async () => {
    let left = 2
    const { projection, applied, seen } = recorder(() => left-- > 0)
    await applyBatch(told("AB", 2), { projections: [projection], waits: [1, 1] })
    expect(applied).toEqual(["A1", "B1", "A2", "B2"])
    expect(seen).toHaveLength(3)
    expect((await listDeadLetters()).items).toEqual([])
  })
})

describe("a poison record", () => {
  test("that never ends when it is tried again has failed, and holds up no other", async () => {
    const { projection } = recorder(() => true)
    await apply(told("H", 1), projection)
    const [letter] = (await listDeadLetters()).items
    const hanging: Projection = { ...projection, apply: () => new Promise(() => {}) }
    const retried = await retryDeadLetter(letter!.id, [hanging], 50)
    expect(retried).toEqual({ end: "failed", reason: "It did not end within 0.05 s." })
    expect(await findDeadLetter(letter!.id)).toMatchObject({ attempts: 2 })
  })

  test("is kept beside one of another shard that has the same number", async () => {
    const [one, other] = [told("A", 1), told("B", 1).map((change) => ({ ...change, shard: "t" }))]
    const { projection } = recorder(() => true)
    await apply([...one, ...other], projection)
    const { items } = await listDeadLetters()
    expect(items.map(({ item }) => item.PK).sort()).toEqual(["A", "B"])
    const held = await Promise.all(items.map((letter) => changeOfDeadLetter(letter)))
    expect(held.map((change) => change?.shard).sort()).toEqual(["s", "t"])
  })

  test("is set aside with the reason, and all others are applied, in the order of their keys", async () => {
    const { projection, applied } = recorder((change) => nameOf(change) === "C2")
    const healthy = recorder()
    expect(await apply(told("ABCDE", 3), projection, healthy.projection)).toEqual({ undone: [] })
    expect(applied).toHaveLength(14)
    for (const key of "ABCDE") {
      const own = applied.filter((name) => name.startsWith(key))
      expect(own).toEqual([...own].sort())
    }
    expect(healthy.applied).toHaveLength(15)
    const { items } = await listDeadLetters()
    expect(items).toMatchObject([
      { projection: projection.name, reason: "C2 is poison", item: { PK: "C", SK: "x" }, attempts: 1 },
    ])
    expect(await changeOfDeadLetter(items[0]!)).toMatchObject({ key: { PK: "C" }, after: { n: 2 } })
  })

  test("is set aside once, also when its batch comes again", async () => {
    const { projection } = recorder((change) => nameOf(change) === "A1")
    const changes = told("AB", 1)
    await apply(changes, projection)
    await apply(changes, projection)
    expect((await listDeadLetters()).items).toMatchObject([{ attempts: 1 }])
  })

  test("does not make every later batch wait", async () => {
    const { projection, seen } = recorder(() => true)
    const options = { projections: [projection], waits: [1, 1, 1] }
    await applyBatch(told("A", 1), options)
    expect(seen).toHaveLength(4)
    await applyBatch(told("B", 1), options)
    expect(seen).toHaveLength(5)
  })

  test("of almost two full items fits", async () => {
    const bytes = () => new Uint8Array(randomBytes(390_000))
    const item = { PK: "BIG", SK: "x", entityType: "Told" }
    await commit([{ kind: "put", item: { ...item, set: new Set(["a"]), bytes: bytes() } }])
    await commit([{ kind: "put", item: { ...item, bytes: bytes() } }])
    const changes = (await changesSince()).filter(({ key }) => key.PK === "BIG")
    const { projection } = recorder(() => true)
    await apply(changes, projection)
    const { items } = await listDeadLetters()
    expect(items.map(({ parts }) => parts)).toEqual([2, 3])
    expect(await changeOfDeadLetter(items[1]!)).toEqual(changes[1])
    expect(await dropDeadLetter(items[1]!.id)).toBe(true)
    expect(await changeOfDeadLetter(items[1]!)).toBeUndefined()
  })
})

describe("a table that is not there", () => {
  const down = () => Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" })

  test("makes nothing a dead letter: what needs it is undone, in order, and the rest is done", async () => {
    withoutWaiting()
    failing(({ command }) => command === "PutItem", down, Number.POSITIVE_INFINITY)
    const writer: Projection = {
      name: "writer",
      entities: ["Told"],
      apply: async (changes) => {
        for (const { key, after } of changes) await commit([{ kind: "put", item: { ...key, ...after } }])
      },
    }
    const healthy = recorder()
    const changes = told("AB", 2)
    const { undone, error } = await apply(changes, writer, healthy.projection)
    expect(undone).toEqual(changes)
    expect(error).toMatchObject({ code: "ECONNREFUSED" })
    expect(healthy.applied).toHaveLength(4)
    expect((await listDeadLetters()).items).toEqual([])
  })

  test("that refuses one thing for ever holds up the rest only for as long as one is patient", async () => {
    const refusing: Projection = {
      ...recorder().projection,
      apply: async (changes) => {
        if (changes.some(({ key }) => key.PK === "A"))
          throw Object.assign(new Error("out of order"), { $metadata: { httpStatusCode: 500 } })
      },
    }
    const options = { projections: [refusing], waits: [] }
    expect((await applyBatch(told("AB", 1), options)).undone).toHaveLength(2)
    expect(await applyBatch(told("AB", 1), { ...options, impatient: true })).toEqual({ undone: [] })
    expect((await listDeadLetters()).items).toMatchObject([{ item: { PK: "A" }, reason: "out of order" }])
  })

  test("keeps a poison record undone that cannot be set aside", async () => {
    withoutWaiting()
    failing(({ command }) => command === "TransactWriteItems", down, Number.POSITIVE_INFINITY)
    const { projection, applied } = recorder((change) => change.key.PK === "A")
    const { undone } = await apply(told("AB", 1), projection)
    expect(undone.map(nameOf)).toContain("A1")
    expect(applied).not.toContain("A1")
  })
})

describe("a dead letter", () => {
  async function one(poison: { still: boolean }, repair?: Projection["repair"]) {
    const { projection, applied } = recorder(() => poison.still)
    const projections = [{ ...projection, ...(repair && { repair }) }]
    await apply(told("A", 1), projection)
    const [letter] = (await listDeadLetters()).items
    return { id: letter!.id, projections, applied }
  }

  test("is gone when it can be applied at last", async () => {
    const poison = { still: true }
    const { id, projections, applied } = await one(poison)
    expect(await retryDeadLetter(id, projections)).toEqual({ end: "failed", reason: "A1 is poison" })
    expect(await findDeadLetter(id)).toMatchObject({ attempts: 2 })
    poison.still = false
    expect(await retryDeadLetter(id, projections)).toEqual({ end: "done" })
    expect(applied).toEqual(["A1"])
    expect(await retryDeadLetter(id, projections)).toEqual({ end: "gone" })
  })

  test("is repaired where its projection knows how", async () => {
    const repaired: string[] = []
    const { id, projections, applied } = await one({ still: true }, async (changes) => {
      repaired.push(...changes.map(nameOf))
    })
    expect(await retryDeadLetter(id, projections)).toEqual({ end: "done" })
    expect(repaired).toEqual(["A1"])
    expect(applied).toEqual([])
  })

  test("of a projection that is no more stays, and says so", async () => {
    const { id } = await one({ still: true })
    expect(await retryDeadLetter(id, [])).toMatchObject({ end: "failed", reason: /no projection/ })
    expect(await findDeadLetter(id)).toBeDefined()
  })
})

test("dead letters are tried again by themselves, less and less often", async () => {
  const { retryDue } = await import("./dead-letters.ts")
  const { projection } = recorder(() => true)
  await apply(told("A", 1), projection)
  const attempts = async () => (await listDeadLetters()).items[0]?.attempts
  await retryDue()
  expect(await attempts()).toBe(1)
  const start = now()
  setClock(() => start + HOUR)
  await retryDue()
  expect(await attempts()).toBe(2)
  await retryDue()
  expect(await attempts()).toBe(2)
})

test("a run looks at few of many, and the next one at those behind them", async () => {
  const { retryDue } = await import("./dead-letters.ts")
  const { projection } = recorder()
  await Promise.all(
    Array.from({ length: 310 }, async (_, n) => {
      const [change] = told("Q", 1)
      const sequence = String(n + 1)
      await setAside({ projection, change: { ...change!, sequence }, error: new Error("no") })
    }),
  )
  setClock(() => Date.now() + HOUR)
  // Out of time after one: the next run does not begin with it again.
  await retryDue(now())
  const sent = listen()
  await retryDue()
  await retryDue()
  const pages = sent
    .filter(({ command }) => command === "Query")
    .map(({ input }) => input.ExclusiveStartKey?.SK?.S)
  // Each has the place of one letter; the change itself is asked for by another partition.
  const places = pages.filter((place) => place !== undefined)
  expect(places[0]).toContain(`1-s-${projection.name}`)
  expect(places.at(-1)).toContain(`301-s-${projection.name}`)
}, 60_000)
