/** Any history, delivered in any way, with crashes anywhere: the figures are those of a recount. */
import fc from "fast-check"
import { describe, expect, test, vi } from "vitest"
import type { Category } from "#lib/db/items/categories.ts"
import { table } from "#lib/db/table.ts"
import type { Member } from "#lib/forum/actor.ts"
import { editPost } from "#lib/forum/editing.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { moveTopic, type Written } from "#lib/forum/topics.ts"
import { againAfter, oneByOne, reordered, splitAt, toldBySeveral, twice } from "#lib/testing/deliveries.ts"
import { intercept } from "#lib/testing/faults.ts"
import { COUNTERS, settleFigures } from "#lib/testing/figures.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aReply, aTopic, oneMoreCategory, staff } from "#lib/testing/people.ts"
import { wrongFigures } from "#lib/testing/recount.ts"
import { changesSince, type Delivery } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import type { Change } from "../contract.ts"

freshTable()
withoutLimits()

/** Two topics with replies and likes, one of them moved on the way, one removed and restored. */
async function aStory(): Promise<{ categories: Category[]; changes: Change[] }> {
  await changesSince()
  const [ann, ben] = [await staff(), await staff()]
  const categories = [await oneMoreCategory(), await oneMoreCategory()]
  const [one, two] = [await aTopic(ann, categories[0]!), await aTopic(ben, categories[0]!)]
  const { post } = await aReply(ben, one.topic)
  await likePost(ann, { post, liked: true })
  await moveTopic(ann, { topic: one.topic, category: categories[1]!.id })
  await aReply(ann, one.topic)
  await likePost(ann, { post: two.post, liked: true })
  await removePost(ann, { post: two.post })
  await aReply(ann, one.topic)
  await restorePost(ann, { post: two.post })
  await likePost(ann, { post, liked: false })
  return { categories, changes: await changesSince() }
}

async function wrongIn(categories: Category[]): Promise<string[]> {
  return (await Promise.all(categories.map(({ id }) => wrongFigures(id)))).flat()
}

/** Applies a batch to all counters, as the worker does. */
async function apply(batch: Change[], counters = COUNTERS): Promise<void> {
  await Promise.all(
    counters.map((one) => one.apply(batch.filter((change) => one.entities.includes(change.entityType)))),
  )
}

describe("every figure", () => {
  const ways: [string, Delivery][] = [
    ["at once", (changes) => [changes]],
    ["twice", twice],
    ["one by one", oneByOne],
    ["one by one, each twice", (changes) => changes.flatMap((change) => [[change], [change]])],
    ["everything, and then all of it one by one", (changes) => [changes, ...oneByOne(changes)]],
    ["from the last partition to the first", reordered(() => 0.999)],
    ["from the first partition to the last", reordered(() => 0)],
    ["from several shards, the last one first", toldBySeveral(() => 0.999)],
    [
      "from several shards, one by one, each twice",
      (changes) =>
        toldBySeveral(() => 0.999)(changes)
          .flat()
          .flatMap((change) => [[change], [change]]),
    ],
  ]

  test.each(ways)("is right when the stream comes %s", async (_, deliver) => {
    const { categories, changes } = await aStory()
    for (const batch of deliver(changes)) await apply(batch)
    await settleFigures(deliver)
    expect(await wrongIn(categories)).toEqual([])
  })

  test("is right where each target is written by itself, as at Amazon", async () => {
    const { categories, changes } = await aStory()
    const { options } = table()
    const { engine } = options
    options.engine = "endpoint"
    try {
      await apply(changes)
      await settleFigures(twice)
    } finally {
      options.engine = engine
    }
    expect(await wrongIn(categories)).toEqual([])
  })

  test("is right wherever a batch is cut, and wherever it begins again", { timeout: 120_000 }, async () => {
    const { length } = (await aStory()).changes
    for (let n = 1; n < length; n += 3) {
      for (const way of [splitAt, againAfter]) {
        const { categories, changes } = await aStory()
        for (const batch of way(n)(changes)) await apply(batch)
        await settleFigures(way(3))
        expect([n, await wrongIn(categories)]).toEqual([n, []])
      }
    }
  })

  test("is right when two workers apply everything at the same time", async () => {
    const { categories, changes } = await aStory()
    vi.resetModules()
    const others = (await import("#lib/testing/figures.ts")).COUNTERS
    expect(others[0]).not.toBe(COUNTERS[0])
    await Promise.all([apply(changes), apply(changes, others), apply(changes), apply(changes, others)])
    const more = await changesSince()
    await Promise.all([apply(more), apply(more, others)])
    await settleFigures()
    expect(await wrongIn(categories)).toEqual([])
  })

  test.each([
    ["before", true],
    ["after", false],
  ])("is right when the worker dies %s any of its writes", { timeout: 120_000 }, async (_, isBefore) => {
    for (let n = 1; ; n++) {
      const { categories, changes } = await aStory()
      let writes = 0
      const stop = intercept(async (sent, goOn) => {
        if (sent.command.endsWith("GetItem") || sent.command === "Query" || ++writes !== n) return goOn()
        if (!isBefore) await goOn()
        throw new Error("The worker dies here.")
      })
      const isOver = await apply(changes).then(
        () => true,
        () => false,
      )
      stop()
      if (!isOver) await apply(changes)
      await settleFigures()
      expect([n, await wrongIn(categories)]).toEqual([n, []])
      if (isOver) break
    }
  })
})

type World = { people: Member[]; categories: Category[]; topics: Written[]; posts: string[] }
type Step = { verb: keyof typeof VERBS; who: number; what: number; where: number }

const pick = <T>(list: T[], n: number): T => list[n % list.length]!

/** What may happen; a refusal is a fine answer, since the history is made up. */
const VERBS = {
  start: async (world: World, { who, where }: Step) => {
    const made = await aTopic(pick(world.people, who), pick(world.categories, where))
    world.topics.push(made)
    world.posts.push(made.post)
  },
  reply: async (world: World, { who, what }: Step) => {
    const made = await aReply(pick(world.people, who), pick(world.topics, what).topic)
    world.posts.push(made.post)
  },
  like: (world: World, { who, what }: Step) =>
    likePost(pick(world.people, who), { post: pick(world.posts, what), liked: true }),
  unlike: (world: World, { who, what }: Step) =>
    likePost(pick(world.people, who), { post: pick(world.posts, what), liked: false }),
  remove: (world: World, { who, what }: Step) =>
    removePost(pick(world.people, who), { post: pick(world.posts, what) }),
  restore: (world: World, { who, what }: Step) =>
    restorePost(pick(world.people, who), { post: pick(world.posts, what) }),
  move: (world: World, { who, what, where }: Step) =>
    moveTopic(pick(world.people, who), {
      topic: pick(world.topics, what).topic,
      category: pick(world.categories, where).id,
    }),
  edit: (world: World, { who, what }: Step) =>
    editPost(pick(world.people, who), {
      post: pick(world.posts, what),
      version: 1,
      body: "Changed my mind.",
    }),
}

describe("any history", () => {
  test.each([
    ["one shard for each key", reordered],
    ["several shards for each key", toldBySeveral],
  ])("leaves figures that a recount agrees with, told by %s", { timeout: 120_000 }, async (_, mix) => {
    const people = [await staff(), await staff(), await staff()]
    const small = fc.nat({ max: 40 })
    const verb = fc.oneof(
      { weight: 4, arbitrary: fc.constant("reply" as const) },
      { weight: 4, arbitrary: fc.constantFrom(...(Object.keys(VERBS) as (keyof typeof VERBS)[])) },
    )
    const step = fc.record({ verb, who: small, what: small, where: small })
    // Steps of one group happen at the same time; between groups, the stream may be applied.
    const group = fc.record({
      steps: fc.array(step, { minLength: 1, maxLength: 6 }),
      isApplied: fc.boolean(),
    })
    const histories = fc.array(group, { minLength: 3, maxLength: 8 })
    const random = fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true }))
    await fc.assert(
      fc.asyncProperty(histories, random, async (groups, dice) => {
        const chance = () => dice.next().value
        const categories = [await oneMoreCategory(), await oneMoreCategory()]
        const world: World = { people, categories, topics: [], posts: [] }
        const deliver: Delivery = (changes) =>
          mix(chance)(changes).flatMap((batch) => againAfter(Math.floor(chance() * batch.length))(batch))
        await VERBS.start(world, { verb: "start", who: 0, what: 0, where: 0 })
        for (const { steps, isApplied } of groups) {
          const worker = isApplied ? settleFigures(deliver) : undefined
          const outcomes = await Promise.allSettled(steps.map((one) => VERBS[one.verb](world, one)))
          await worker
          for (const outcome of outcomes)
            if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ name: "ForumError" })
        }
        await settleFigures(deliver)
        expect(await wrongIn(categories)).toEqual([])
      }),
      { numRuns: 12, endOnFailure: true },
    )
  })
})
