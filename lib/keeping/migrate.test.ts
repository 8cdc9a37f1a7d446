/** Code of two versions on one table at the same time: each is a graph of modules of its own, over the real verbs. */
import { afterEach, expect, test, vi } from "vitest"
import { z } from "zod"
import type * as entities from "#lib/db/items/entity.ts"
import type * as topicItems from "#lib/db/items/topics.ts"
import { topicKey } from "#lib/db/keys/topics.ts"
import { itemOf, lineOf } from "#lib/db/line.ts"
import type { Step } from "#lib/db/versions/step.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { aCategory, aForm, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"

freshTable()
afterEach(() => {
  vi.doUnmock("#lib/db/versions/registered.ts")
  vi.doUnmock("#lib/db/items/topics.ts")
})

/** A title with how long it is: version 2 of a topic keeps both together. */
const step: Step = {
  name: "2026-11-22-headings",
  entityType: "Topic",
  to: 2,
  up: (item) =>
    typeof item.title === "string"
      ? { ...item, heading: { text: item.title, length: item.title.length } }
      : item,
  reads: ["title"],
}
const Heading = z.object({ text: z.string(), length: z.number() })

/** The modules of one version. */
async function version(steps: Step[]) {
  vi.resetModules()
  vi.doMock("#lib/db/versions/registered.ts", () => ({
    STEPS: steps,
    stepsOf: (entityType: string) => steps.filter((one) => one.entityType === entityType),
  }))
  vi.doMock("#lib/db/items/topics.ts", async (original) => {
    const actual = await original<typeof topicItems>()
    if (steps.length === 0) return actual
    const { entity } = await vi.importActual<typeof entities>("#lib/db/items/entity.ts")
    const { entity: fresh } = (await import("#lib/db/items/entity.ts")) as { entity: typeof entity }
    const schema = actual.TopicSchema.extend({ heading: Heading })
    const keysOf = (topic: topicItems.Topic) => {
      const { PK, SK, GSI1PK, GSI1SK, GSI2PK, GSI2SK, GSI3PK, GSI3SK } = actual.Topics.encode(topic)
      return { PK, SK, GSI1PK, GSI1SK, GSI2PK, GSI2SK, GSI3PK, GSI3SK } as { PK: string; SK: string }
    }
    return { ...actual, Topics: fresh("Topic", schema, keysOf) }
  })
  return {
    ...(await import("#lib/forum/topics.ts")),
    ...(await import("#lib/forum/posts.ts")),
    ...(await import("#lib/forum/retitling.ts")),
    ...(await import("#lib/forum/closing.ts")),
    ...(await import("#lib/db/patterns/topics.ts")),
    ...(await import("#lib/db/whole.ts")),
    ...(await import("./migrate.ts")),
    ...(await import("#lib/db/batch.ts")),
    ...(await import("#lib/base/clock.ts")),
  }
}
type Version = Awaited<ReturnType<typeof version>>
const refused = { name: "Refusal", message: expect.stringContaining("under way already") }

/** More than one piece of the table. */
async function fill({ putLines }: Version): Promise<void> {
  const lineOfFiller = (n: number): string =>
    lineOf(itemOf({ PK: `FILLER#${n}`, SK: "FILLER", entityType: "Filler", n }))
  for (let at = 0; at < 600; at += 25)
    await putLines(Array.from({ length: 25 }, (_, n) => lineOfFiller(at + n)))
}

/** Each version is loaded by itself. */
const PATIENCE = 90_000

test(
  "verbs of both versions work on one table while it is migrated: each reads what the other wrote",
  async () => {
    const [before, after] = [await version([]), await version([step])]
    const [actor, category] = [await staff("admin"), await aCategory()]
    await fill(before)
    const both = [before, after]
    const turn = (n: number): Version => both[n % 2]!
    const start = (n: number) =>
      turn(n).startTopic(actor, {
        form: aForm(),
        category: category.id,
        title: `Of caulking, part ${n}`,
        body: "The seams take oakum first.",
        tags: [],
      })
    const topics = await Promise.all(Array.from({ length: 6 }, (_, n) => start(n)))

    const titles = new Map(topics.map(({ topic }, n) => [topic, `Of caulking, part ${n}`]))
    const look = async (topic: string): Promise<void> => {
      const seen = await Promise.all(
        both.map((one) => one.getTopic(category.id, topic, { consistent: true })),
      )
      const title = titles.get(topic)!
      expect(seen.map((one) => one?.title)).toEqual([title, title])
      expect(seen[1]).toMatchObject({ heading: { text: title, length: title.length } })
    }
    const write = async (topic: string, n: number): Promise<void> => {
      for (let round = 0; round < 4; round++) {
        const title = `Of caulking ${n}, told ${round} ${"again ".repeat(round)}`.trim()
        const known = (await turn(n + round).getTopic(category.id, topic, { consistent: true }))!
        const { version, tags } = known
        await turn(n + round).retitleTopic(actor, { topic, title, version, tags })
        titles.set(topic, title)
        await turn(n + round + 1).reply(actor, {
          form: aForm(),
          topic,
          body: `Said in round ${round}, by ${n}.`,
        })
        await turn(n + round).lockTopic(actor, { topic, locked: round % 2 === 0 })
        await look(topic)
      }
    }
    const writing = Promise.all(topics.map(({ topic }, n) => write(topic, n)))
    const [first] = await after.migrate({ steps: [step] })
    await writing
    expect(first).toMatchObject({ state: "done", name: step.name })
    for (const { topic } of topics) await look(topic)
    await expectConsistent()
  },
  PATIENCE,
)

test(
  "a migration goes on where it was left, runs once at a time, and changes nothing twice",
  async () => {
    const [before, after] = [await version([]), await version([step])]
    const [actor, category] = [await staff("admin"), await aCategory()]
    const started = async (n: number) =>
      before.startTopic(actor, {
        ...{ form: aForm(), category: category.id, tags: [] },
        ...{ title: `Kept by the version before ${n}`, body: "It stays as it is." },
      })
    const topics = await Promise.all(Array.from({ length: 12 }, (_, n) => started(n)))
    const again: Step = { ...step, name: "2026-11-23-headings-again" }
    const told: number[] = []
    const left = await after.migrate({
      steps: [again],
      ends: () => told.length > 0,
      progress: ({ looked }) => told.push(looked),
    })
    expect([left, told]).toEqual([[], [500]])

    // Whoever is at it keeps others out, until it has been silent for a minute.
    let other: unknown
    const killed = after.migrate({
      steps: [again],
      progress: () => {
        other ??= after.migrate({ steps: [again] }).catch((error) => error)
        throw new Error("killed")
      },
    })
    await expect(killed).rejects.toThrow("killed")
    expect(await other).toMatchObject(refused)
    after.setClock(() => Date.now() + 61_000)
    const [done] = await after.migrate({ steps: [again], progress: ({ looked }) => told.push(looked) })
    expect(done).toMatchObject({ state: "done" })
    // All that was looked at before was not looked at again.
    expect(told[1]).toBeGreaterThan(500)
    for (const { topic } of topics) {
      const item = await after.get(topicKey(category.id, topic), { consistent: true })
      expect(item).toMatchObject({ v: 2, heading: { text: item?.title } })
    }
    expect(await after.migrate({ steps: [again] })).toEqual([])
    const third = { ...step, name: "2026-11-24-and-again" }
    expect(await after.migrate({ steps: [third] })).toMatchObject([{ changed: 0, state: "done" }])
  },
  PATIENCE,
)
