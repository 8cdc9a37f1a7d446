/** A figure of the statistics counted again from its source, and put right while people write. */
import { DAY, now } from "#lib/base/clock.ts"
import { lowestIdAt, newId } from "#lib/base/ids.ts"
import { type Post, Posts } from "#lib/db/items/posts.ts"
import { type Day, type DayFact, DayFacts, type Figures, NOTHING } from "#lib/db/items/statistics.ts"
import { postKey } from "#lib/db/keys/posts.ts"
import { dayKey, factKey } from "#lib/db/keys/statistics.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"
import { factsOfDay, findDays, findFacts } from "#lib/db/patterns/statistics.ts"
import { addMissing } from "#lib/db/writes/figures.ts"
import { putDay, putShare } from "#lib/db/writes/statistics.ts"
import { FRESH } from "#lib/forum/presence.ts"
import { images } from "../contract.ts"
import { correct, type Figure, type Part, type Sums } from "../correct.ts"
import { daysIn, figuresOf, type Target, targetsOf } from "./days.ts"
import { type Share, shareOf, sharesIn } from "./shares.ts"

const POSTS_AT_ONCE = 100

/** Counts a topic's share of a day again, and puts it right. @returns whether it was wrong */
export function correctShare(share: Share): Promise<boolean> {
  return correct<Figure & { known?: DayFact }>({
    ...sourceAt(postKey(share.id, lowestIdAt(0)).PK),
    find: async () => {
      const [known] = await findFacts([share])
      const { topics = 0, posts = 0, appliedThrough, corrected } = known ?? {}
      return { sums: { topics, posts }, appliedThrough, corrected, ...(known && { known }) }
    },
    walk: () => partsOf(share),
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

/** What the posts of a topic add to its share of a day, up to the first one of the next day. */
async function* partsOf(share: Share): AsyncGenerator<Part[]> {
  const end = Date.parse(share.day) + DAY
  for await (const posts of postsOf(share.id, Date.parse(share.day))) {
    yield posts.map((post) => ({ sort: postKey(share.id, post.id).SK, adds: addsTo(share, post) }))
    if (posts.some(({ createdAt }) => Date.parse(createdAt) >= end)) return
  }
}

/** What a topic's share of a day must be. */
export async function countShare(share: Share): Promise<{ topics: number; posts: number }> {
  const counted = { topics: 0, posts: 0 }
  for await (const parts of partsOf(share))
    for (const { adds } of parts) {
      counted.topics += adds.topics ?? 0
      counted.posts += adds.posts ?? 0
    }
  return counted
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

export const isRemembered = (day: string): boolean => Date.parse(day) > now() - FRESH

export const sourceAt = (partition: string) => ({ partition, by: "statistics" })
export const partitionOf = (day: string): string => factKey({ day, of: "topic", id: "" }).PK

/** All posts of a topic since a time, in pieces, consistently. */
export async function* postsOf(topic: string, since = 0): AsyncGenerator<Post[]> {
  for (let last = lowestIdAt(since); ; ) {
    const posts = await postsFrom(topic, { from: last, limit: POSTS_AT_ONCE, consistent: true })
    // The last one of before may have left the topic since.
    const fresh = posts.filter(({ id }) => id !== last)
    if (fresh.length > 0) yield fresh
    if (posts.length < POSTS_AT_ONCE) return
    last = fresh.at(-1)!.id
  }
}

export async function* factsOf(day: string): AsyncGenerator<DayFact[]> {
  let after: DayFact | undefined
  do {
    const { facts, next } = await factsOfDay(day, after)
    if (facts.length > 0) yield facts
    after = next
  } while (after)
}

/** Begins with its day, so that names sort by time. */
export const nameOf = ({ day, id, category }: Share): string => `${day} ${id} ${category}`
