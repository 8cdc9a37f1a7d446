/** Many at once: in one topic, in many, in two processes, and in any order that chance makes up. */
import fc from "fast-check"
import { describe, expect, test, vi } from "vitest"
import type { Category } from "#lib/db/items/categories.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { counts, intercept } from "#lib/testing/faults.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { wrongFigures } from "#lib/testing/recount.ts"
import { freshTable } from "#lib/testing/table.ts"
import type { Member } from "./actor.ts"
import { countLeftovers } from "./counting.ts"
import { editPost } from "./posts.ts"
import { likePost } from "./reactions.ts"
import { removePost, restorePost } from "./removal.ts"
import { moveTopic, type Written } from "./topics.ts"

freshTable()

describe("many at once", () => {
  test("in one topic are all counted", async () => {
    const mod = await staff()
    const category = await aCategory()
    const { topic } = await aTopic(mod, category)
    await Promise.all(Array.from({ length: 90 }, () => aReply(mod, topic)))
    expect(await findTopic(topic)).toMatchObject({ postCount: 91 })
    expect(await wrongFigures(category.id)).toEqual([])
  })

  test("in many topics of one category are all counted", async () => {
    const mod = await staff()
    const category = await aCategory()
    const topics = await Promise.all(Array.from({ length: 10 }, () => aTopic(mod, category)))
    await Promise.all(topics.flatMap(({ topic }) => Array.from({ length: 6 }, () => aReply(mod, topic))))
    expect(await findCategory(category.id)).toMatchObject({ topicCount: 10, postCount: 70 })
    expect(await wrongFigures(category.id)).toEqual([])
  })

  test("like one post, and all likes are counted", async () => {
    const author = await someone()
    const category = await aCategory()
    const { post } = await aTopic(author, category)
    const fans = await Promise.all(Array.from({ length: 20 }, () => someone()))
    await Promise.all(fans.flatMap((fan) => [1, 2].map(() => likePost(fan, { post, liked: true }))))
    await Promise.all(fans.slice(0, 5).map((fan) => likePost(fan, { post, liked: false })))
    expect(await findPost(post)).toMatchObject({ likeCount: 15 })
    expect(await wrongFigures(category.id)).toEqual([])
  })

  test("in two processes are counted once, whoever counts them", async () => {
    const mod = await staff()
    const category = await aCategory()
    const { topic } = await aTopic(mod, category)
    vi.resetModules()
    const [posts, counting] = await Promise.all([import("./posts.ts"), import("./counting.ts")])
    expect(counting.countLeftovers).not.toBe(countLeftovers)
    const theirs = () => posts.reply(mod, { form: aForm(), topic, body: "From over there." })
    await Promise.all(
      Array.from({ length: 24 }, (_, i) => [
        aReply(mod, topic),
        theirs(),
        i % 6 === 0 && counting.countLeftovers(),
      ]).flat(),
    )
    await countLeftovers()
    expect(await findTopic(topic)).toMatchObject({ postCount: 49 })
    expect(await wrongFigures(category.id)).toEqual([])
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
  test("leaves figures that a recount agrees with, also when the counting fails now and then", async () => {
    const people = [await staff(), await staff(), await staff()]
    const small = fc.nat({ max: 40 })
    const verb = fc.oneof(
      { weight: 4, arbitrary: fc.constant("reply" as const) },
      { weight: 4, arbitrary: fc.constantFrom(...(Object.keys(VERBS) as (keyof typeof VERBS)[])) },
    )
    const step = fc.record({ verb, who: small, what: small, where: small })
    // Steps of one group happen at the same time.
    const histories = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 3, maxLength: 7 })
    await fc.assert(
      fc.asyncProperty(histories, fc.infiniteStream(fc.nat({ max: 9 })), async (groups, dice) => {
        const categories = [await aCategory(), await aCategory()]
        const world: World = { people, categories, topics: [], posts: [] }
        const stop = intercept(async (sent, goOn) => {
          if (counts(sent) && dice.next().value === 0) throw new Error("The process died here.")
          return goOn()
        })
        await VERBS.start(world, { verb: "start", who: 0, what: 0, where: 0 })
        for (const group of groups) {
          const outcomes = await Promise.allSettled(group.map((one) => VERBS[one.verb](world, one)))
          for (const outcome of outcomes)
            if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ name: "ForumError" })
        }
        stop()
        await countLeftovers()
        const wrong = await Promise.all(categories.map((category) => wrongFigures(category.id)))
        expect(wrong.flat()).toEqual([])
      }),
      { numRuns: 12, endOnFailure: true },
    )
  })
})
