/** What each topic adds to a day: how many posts were written in it, and whether it was started then. */
import { commit } from "#lib/db/commit.ts"
import { type Post, Posts } from "#lib/db/items/posts.ts"
import type { DayFact } from "#lib/db/items/statistics.ts"
import { findFacts } from "#lib/db/patterns/statistics.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { freshOf, type Place, placeOf, throughAlso } from "#lib/db/through.ts"
import { putShare } from "#lib/db/writes/statistics.ts"
import { type Change, images } from "../contract.ts"

/** The share of a topic in a day, in one category. */
export type Share = { day: string; of: "topic"; id: string; category: string }
export type Step = Place & { topics: number; posts: number }
export type Steps = { share: Share; steps: Step[] }

/** Which share a post belongs to; none for those that were imported. It never changes, wherever the post goes. */
export function shareOf(post: Post): Share | undefined {
  if (post.writtenIn === undefined) return undefined
  return { day: post.createdAt.slice(0, 10), of: "topic", id: post.topic, category: post.writtenIn }
}

/** By share, what changes add to it and take from it. */
export function sharesIn(changes: readonly Change[]): Steps[] {
  const found = new Map<string, Steps>()
  for (const change of changes) {
    if (change.entityType !== "Post") continue
    const { before, after } = images(Posts, change)
    // What only changed is counted as it was.
    if (before && after) continue
    const post = (after ?? before)!
    const share = shareOf(post)
    if (!share) continue
    const by = after ? 1 : -1
    const name = Object.values(share).join("\n")
    const steps = found.get(name) ?? { share, steps: [] }
    steps.steps.push({ ...placeOf(change), topics: post.opens ? by : 0, posts: by })
    found.set(name, steps)
  }
  return [...found.values()]
}

/** Adds what is not in the shares yet: each knows up to where in the stream it has counted. */
export async function addUpShares(all: Steps[]): Promise<void> {
  await Promise.all(all.map((one) => untilSettled(() => addUp(one))))
}

async function addUp({ share, steps }: Steps): Promise<object> {
  const [known] = await findFacts([share])
  const fresh = freshOf(steps, known?.appliedThrough)
  if (fresh.length === 0) return share
  const next: DayFact = {
    ...known,
    ...share,
    topics: fresh.reduce((sum, { topics }) => sum + topics, known?.topics ?? 0),
    posts: fresh.reduce((sum, { posts }) => sum + posts, known?.posts ?? 0),
    appliedThrough: throughAlso(known?.appliedThrough, fresh),
  }
  await commit([putShare(next, known)])
  return share
}
