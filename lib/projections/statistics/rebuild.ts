/** Statistics counted again from the items, while people write. */
import { z } from "zod"
import { DAY, now, nowIso } from "#lib/base/clock.ts"
import { lowestIdAt, newId } from "#lib/base/ids.ts"
import { chunks } from "#lib/db/batch.ts"
import { type Post, Posts } from "#lib/db/items/posts.ts"
import { type Day, type DayFact, DayFacts, type Figures, NOTHING } from "#lib/db/items/statistics.ts"
import { postKey } from "#lib/db/keys/posts.ts"
import { dayKey, factKey } from "#lib/db/keys/statistics.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"
import { factsOfDay, findDays, findFacts, topicIdsIn } from "#lib/db/patterns/statistics.ts"
import { addMissing } from "#lib/db/writes/figures.ts"
import { putDay, putShare } from "#lib/db/writes/statistics.ts"
import { FRESH, notePresence, presence } from "#lib/forum/presence.ts"
import { images, type Stage } from "../contract.ts"
import { correct, type Figure, type Sums } from "../correct.ts"
import { untilApplied } from "../fences.ts"
import { daysIn, figuresOf, type Target, targetsOf } from "./days.ts"
import { type Share, shareOf, sharesIn } from "./shares.ts"

const POSTS_AT_ONCE = 100
const TOPICS_AT_ONCE = 10
const DAYS_AT_ONCE = 10

const Cursor = z.object({
  /** The topics up to this one were counted; none where all were. */
  topics: z.object({ category: z.string(), topic: z.string().optional() }).optional(),
  /** The first day of which anything is known, and the next to be added up. */
  first: z.string(),
  next: z.string().optional(),
})
type Cursor = z.output<typeof Cursor>

/**
 * Makes the statistics anew, from posts and from what is remembered of members. Which shares were found right is known
 * to one run: the next one, which goes on in its place, looks at those of the days again.
 */
export async function* rebuildStatistics(from?: string): AsyncGenerator<Stage> {
  const categories = await listCategories()
  const ids = categories.map(({ id }) => id).sort()
  const right = new Set<string>()
  const first =
    categories.map(({ createdAt }) => createdAt.slice(0, 10)).toSorted()[0] ?? nowIso().slice(0, 10)
  let at: Cursor = cursorIn(from) ?? { topics: { category: "" }, first }
  let counted = 0
  for (const category of at.topics ? ids.filter((id) => id >= at.topics!.category) : []) {
    let after = at.topics?.category === category ? at.topics.topic : undefined
    do {
      const { ids: topics, next } = await topicIdsIn(category, after)
      for (const some of chunks(topics, TOPICS_AT_ONCE))
        await Promise.all(some.map((topic) => recountTopic(topic, right)))
      counted += topics.length
      after = next
      at = {
        topics: { category, ...(topics.length > 0 && { topic: topics.at(-1)! }) },
        first: earliest(at, right),
      }
      yield { cursor: JSON.stringify(at), done: `${counted} topics were counted.` }
    } while (after)
  }
  for (const some of chunks(daysSince(at.next ?? at.first), DAYS_AT_ONCE)) {
    await Promise.all(some.map((day) => recountDay(day, ids, right)))
    const last = some.at(-1)!
    at = { first: at.first, next: last }
    yield { cursor: JSON.stringify(at), done: `All days from ${at.first} to ${last} were added up.` }
  }
}

function cursorIn(cursor: string | undefined): Cursor | undefined {
  try {
    return Cursor.safeParse(JSON.parse(cursor ?? "")).data
  } catch {
    return undefined
  }
}

/** Names of shares begin with their day. */
function earliest({ first }: Cursor, right: ReadonlySet<string>): string {
  let day = first
  for (const name of right) if (name < day) day = name.slice(0, 10)
  return day
}

function daysSince(first: string): string[] {
  const days: string[] = []
  for (let time = Date.parse(first); time <= now(); time += DAY)
    days.push(new Date(time).toISOString().slice(0, 10))
  return days
}

/** Puts the shares of a topic right, and who was there. @param right takes the names of its shares */
async function recountTopic(topic: string, right: Set<string>): Promise<void> {
  const counted = new Map<string, { share: Share; topics: number; posts: number }>()
  for await (const posts of postsOf(topic)) {
    for (const post of posts) {
      const share = shareOf(post)
      if (!share) continue
      const sums = counted.get(nameOf(share)) ?? { share, topics: 0, posts: 0 }
      sums.posts++
      sums.topics += post.opens ? 1 : 0
      counted.set(nameOf(share), sums)
    }
    await notePresence(posts.flatMap(authorOf), { again: true })
  }
  const all = [...counted.values()]
  const stored = await findFacts(all.map(({ share }) => share))
  for (const [i, { share, topics, posts }] of all.entries()) {
    if (stored[i]?.topics !== topics || stored[i]?.posts !== posts) await correctShare(share)
    right.add(nameOf(share))
  }
}

/** Puts a day right: first what topics add to it, of which `right` are known to be right, then its figures. */
async function recountDay(day: string, categories: string[], right: Set<string>): Promise<void> {
  for await (const facts of factsOf(day))
    for (const share of facts.flatMap((fact) => shareIn(fact) ?? []))
      if (!right.has(nameOf(share))) await correctShare(share)
  // What was put right is on the way to the day, which could look right and not be.
  await untilApplied(sourceAt(partitionOf(day)))
  for (const target of [{ day }, ...categories.map((category) => ({ day, category }))])
    await correctDay(target)
}

/** Counts a topic's share of a day again, and puts it right. @returns whether it was wrong */
export function correctShare(share: Share): Promise<boolean> {
  return correct<Figure & { known?: DayFact }>({
    ...sourceAt(postKey(share.id, lowestIdAt(0)).PK),
    find: async () => {
      const [known] = await findFacts([share])
      const { topics = 0, posts = 0, appliedThrough, corrected } = known ?? {}
      return { sums: { topics, posts }, appliedThrough, corrected, ...(known && { known }) }
    },
    walk: async function* () {
      const end = Date.parse(share.day) + DAY
      for await (const posts of postsOf(share.id, Date.parse(share.day))) {
        yield posts.map((post) => ({ sort: postKey(share.id, post.id).SK, adds: addsTo(share, post) }))
        if (posts.some(({ createdAt }) => Date.parse(createdAt) >= end)) return
      }
    },
    adds: (change) => {
      if (change.entityType !== "Post") return undefined
      const { before, after } = images(Posts, change)
      return { before: addsTo(share, before), after: addsTo(share, after) }
    },
    step: (change) => {
      const own = sharesIn([change]).find((one) => nameOf(one.share) === nameOf(share))
      return { topics: own?.steps[0]?.topics ?? 0, posts: own?.steps[0]?.posts ?? 0 }
    },
    write: ({ known }, missing, appliedThrough) => [
      known
        ? addMissing(factKey(share), missing, known)
        : putShare({ ...share, ...missing, appliedThrough, corrected: newId() }, undefined),
    ],
  })
}

function addsTo(share: Share, post: Post | undefined): Sums {
  const own = post && shareOf(post)
  if (!own || nameOf(own) !== nameOf(share)) return {}
  return { topics: post.opens ? 1 : 0, posts: 1 }
}

/** Adds up the facts of a day again, and puts its figures right. @returns whether they were wrong */
export function correctDay(target: Target): Promise<boolean> {
  return correct<Figure & { known?: Day }>({
    ...sourceAt(partitionOf(target.day)),
    find: async () => {
      const [known] = await findDays([target])
      const { appliedThrough, corrected } = known ?? {}
      return { sums: trusted(figuresOf(known)), appliedThrough, corrected, ...(known && { known }) }
    },
    walk: async function* () {
      for await (const facts of factsOf(target.day))
        yield facts.map((fact) => ({ sort: factKey(fact).SK, adds: addsOf(fact) }))
    },
    adds: (change) => {
      if (change.entityType !== "DayFact") return undefined
      const { before, after } = images(DayFacts, change)
      return { before: addsOf(before), after: addsOf(after) }
    },
    step: (change) => {
      const own = daysIn([change]).find((one) => one.target.category === target.category)
      return trusted(own?.steps[0]?.by ?? NOTHING)
    },
    write: ({ known }, missing, appliedThrough) => [
      known
        ? addMissing(dayKey(target.day, target.category), missing, known)
        : putDay({ ...target, ...NOTHING, ...missing, appliedThrough, corrected: newId() }, undefined),
    ],
  })

  function addsOf(fact: DayFact | undefined): Sums {
    return fact && concerns(fact, target) ? trusted(figuresOf(fact)) : {}
  }

  /** Who was there long ago is forgotten; how many were stays as it is. */
  function trusted({ active, ...others }: Figures): Sums {
    return isRemembered(target.day) ? { ...others, active } : others
  }
}

const concerns = (fact: DayFact, target: Target): boolean =>
  targetsOf(fact).some(({ category }) => category === target.category)

const isRemembered = (day: string): boolean => Date.parse(day) > now() - FRESH

const sourceAt = (partition: string) => ({ partition, by: "statistics" })
const partitionOf = (day: string): string => factKey({ day, of: "topic", id: "" }).PK

/** All posts of a topic since a time, in pieces, consistently. */
async function* postsOf(topic: string, since = 0): AsyncGenerator<Post[]> {
  for (let last = lowestIdAt(since); ; ) {
    const posts = await postsFrom(topic, { from: last, limit: POSTS_AT_ONCE, consistent: true })
    // The last one of before may have left the topic since.
    const fresh = posts.filter(({ id }) => id !== last)
    if (fresh.length > 0) yield fresh
    if (posts.length < POSTS_AT_ONCE) return
    last = fresh.at(-1)!.id
  }
}

async function* factsOf(day: string): AsyncGenerator<DayFact[]> {
  let after: DayFact | undefined
  do {
    const { facts, next } = await factsOfDay(day, after)
    if (facts.length > 0) yield facts
    after = next
  } while (after)
}

function authorOf({ author, createdAt, writtenIn }: Post): DayFact[] {
  if (writtenIn === undefined) return []
  return [...presence(author.id, createdAt), ...presence(author.id, createdAt, writtenIn)]
}

function shareIn({ of, day, id, category }: DayFact): Share | undefined {
  return of === "topic" && category !== undefined ? { day, of, id, category } : undefined
}

/** Begins with its day, so that names sort by time. */
const nameOf = ({ day, id, category }: Share): string => `${day} ${id} ${category}`
