/** Statistics counted again from the items, while people write. */
import { z } from "zod"
import { DAY, now, nowIso } from "#lib/base/clock.ts"
import { chunks } from "#lib/db/batch.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { DayFact } from "#lib/db/items/statistics.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { findFacts, topicIdsIn } from "#lib/db/patterns/statistics.ts"
import { notePresence, presence } from "#lib/forum/presence.ts"
import type { Stage } from "../contract.ts"
import { untilApplied } from "../fences.ts"
import { correctCaseFact, isCaseFact } from "./case-facts.ts"
import { correctDay, correctShare, factsOf, nameOf, partitionOf, postsOf, sourceAt } from "./correcting.ts"
import { type Share, shareOf } from "./shares.ts"

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

/** Puts a day right: first what adds to it, of which `right` are known to be right, then its figures. */
async function recountDay(day: string, categories: string[], right: Set<string>): Promise<void> {
  for await (const facts of factsOf(day)) {
    for (const share of facts.flatMap((fact) => shareIn(fact) ?? []))
      if (!right.has(nameOf(share))) await correctShare(share)
    for (const one of facts.filter(isCaseFact)) await correctCaseFact(one)
  }
  // What was put right is on the way to the day, which could look right and not be.
  await untilApplied(sourceAt(partitionOf(day)))
  for (const target of [{ day }, ...categories.map((category) => ({ day, category }))])
    await correctDay(target)
}

function authorOf({ author, createdAt, writtenIn }: Post): DayFact[] {
  if (writtenIn === undefined) return []
  return [...presence(author.id, createdAt), ...presence(author.id, createdAt, writtenIn)]
}

function shareIn({ of, day, id, category }: DayFact): Share | undefined {
  return of === "topic" && category !== undefined ? { day, of, id, category } : undefined
}
