/** Statistics counted again from the items, while people write. */
import { DAY, now, nowIso } from "#lib/base/clock.ts"
import { lowestIdAt } from "#lib/base/ids.ts"
import { chunks } from "#lib/db/batch.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Day, DayFact, Figures } from "#lib/db/items/statistics.ts"
import { postKey } from "#lib/db/keys/posts.ts"
import { factKey } from "#lib/db/keys/statistics.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"
import { factsOfDay, findDays, findFacts, topicIdsIn } from "#lib/db/patterns/statistics.ts"
import { putDay, putShare } from "#lib/db/writes/statistics.ts"
import { correct, untilApplied } from "../fence.ts"
import { figuresOf, sum, type Target, targetsOf } from "./days.ts"
import { FRESH, notePresence, presence } from "./presence.ts"
import { type Share, shareOf } from "./shares.ts"

const POSTS_AT_ONCE = 100
const TOPICS_AT_ONCE = 10
const DAYS_AT_ONCE = 10

/** Makes the statistics anew, from posts and from what is remembered of members. */
export async function rebuildStatistics(progress: (done: string) => void): Promise<void> {
  const categories = await listCategories()
  const right = new Set<string>()
  let topics = 0
  for (const { id } of categories) {
    let after: string | undefined
    do {
      const { ids, next } = await topicIdsIn(id, after)
      for (const some of chunks(ids, TOPICS_AT_ONCE))
        await Promise.all(some.map((topic) => recountTopic(topic, right)))
      topics += ids.length
      if (ids.length > 0) progress(`${topics} topics were counted.`)
      after = next
    } while (after)
  }
  const first = [...right, ...categories.map(({ createdAt }) => createdAt)].toSorted()[0] ?? nowIso()
  const ids = categories.map(({ id }) => id)
  for (const some of chunks(daysSince(first.slice(0, 10)), DAYS_AT_ONCE))
    await Promise.all(some.map((day) => recountDay(day, ids, right)))
  progress(`All days since ${first.slice(0, 10)} were added up.`)
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
  for (const fact of await factsIn(day)) {
    const share = shareIn(fact)
    if (share && !right.has(nameOf(share))) await correctShare(share)
  }
  // What was put right is on the way to the day: it could look right and not be, or the other way round.
  await untilApplied(sourceAt(partitionOf(day)))
  const facts = await factsIn(day)
  const targets = [{ day }, ...categories.map((category) => ({ day, category }))]
  const known = await findDays(targets)
  for (const [i, target] of targets.entries())
    if (!isRight(known[i], countedIn(facts, target))) await correctDay(target)
}

/** Counts a topic's share of a day again, and puts it right. @throws Error when it is never quiet */
export async function correctShare(share: Share): Promise<boolean> {
  return correct(sourceAt(postKey(share.id, lowestIdAt(0)).PK), async () => {
    const [known] = await findFacts([share])
    const { topics, posts } = await countIn(share)
    if ((known?.topics ?? 0) === topics && (known?.posts ?? 0) === posts) return undefined
    return (appliedThrough: string) => [
      putShare({ ...share, topics, posts, appliedThrough }, known?.appliedThrough),
    ]
  })
}

/** Adds up the facts of a day again, and puts its figures right. @throws Error when it is never quiet */
export async function correctDay(target: Target): Promise<boolean> {
  return correct(sourceAt(partitionOf(target.day)), async () => {
    const [known] = await findDays([target])
    const counted = countedIn(await factsIn(target.day), target)
    if (isRight(known, counted)) return undefined
    const active = isRemembered(target.day) || !known ? counted.active : known.active
    return (appliedThrough: string) => [
      putDay({ ...target, ...counted, active, appliedThrough }, known?.appliedThrough),
    ]
  })
}

function countedIn(facts: DayFact[], target: Target): Figures {
  const own = facts.filter((fact) => targetsOf(fact).some(({ category }) => category === target.category))
  return sum(own.map(figuresOf))
}

/** Who was there long ago is forgotten; how many were stays as it is. */
function isRight(known: Day | undefined, counted: Figures): boolean {
  const { topics, posts, signUps, active } = known ?? sum([])
  return (
    topics === counted.topics &&
    posts === counted.posts &&
    signUps === counted.signUps &&
    (active === counted.active || (known !== undefined && !isRemembered(known.day)))
  )
}

const isRemembered = (day: string): boolean => Date.parse(day) > now() - FRESH

const sourceAt = (partition: string) => ({ partition, by: "statistics" })
const partitionOf = (day: string): string => factKey({ day, of: "topic", id: "" }).PK

async function countIn(share: Share): Promise<{ topics: number; posts: number }> {
  const count = { topics: 0, posts: 0 }
  const end = Date.parse(share.day) + DAY
  for await (const posts of postsOf(share.id, Date.parse(share.day))) {
    for (const post of posts) {
      const own = shareOf(post)
      if (!own || nameOf(own) !== nameOf(share)) continue
      count.posts++
      count.topics += post.opens ? 1 : 0
    }
    if (posts.some(({ createdAt }) => Date.parse(createdAt) >= end)) break
  }
  return count
}

/** All posts of a topic since a time, in pieces, consistently. */
async function* postsOf(topic: string, since = 0): AsyncGenerator<Post[]> {
  let from = lowestIdAt(since)
  for (let isFirst = true; ; isFirst = false) {
    const posts = await postsFrom(topic, { from, limit: POSTS_AT_ONCE, consistent: true })
    const fresh = isFirst ? posts : posts.slice(1)
    if (fresh.length > 0) yield fresh
    if (posts.length < POSTS_AT_ONCE) return
    from = posts.at(-1)!.id
  }
}

async function factsIn(day: string): Promise<DayFact[]> {
  const found: DayFact[] = []
  let after: DayFact | undefined
  do {
    const { facts, next } = await factsOfDay(day, after)
    found.push(...facts)
    after = next
  } while (after)
  return found
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
