/** What members have earned, in the forum that is measured: as much whatever the forum's size. */
import { nowIso } from "#lib/base/clock.ts"
import type { Change } from "#lib/db/change.ts"
import type { Person } from "#lib/db/items/entity.ts"
import { type Post, Posts } from "#lib/db/items/posts.ts"
import { ThanksOf } from "#lib/db/items/thanks.ts"
import { Topics } from "#lib/db/items/topics.ts"
import { postKey } from "#lib/db/keys/posts.ts"
import { topicKey } from "#lib/db/keys/topics.ts"
import * as patterns from "#lib/db/patterns/thanks.ts"
import { getTopic } from "#lib/db/patterns/topics.ts"
import { followTopic } from "#lib/projections/earnings.ts"
import { thanks } from "#lib/projections/thanks.ts"
import type { World } from "./world.ts"

/** The posts behind these have earned nothing yet. */
const FIRST = 10
const EARNED = 40

/** Every other one of them is an accepted answer. */
export function thanksItems(user: Person, posts: Post[]): Record<string, unknown>[] {
  return posts.slice(FIRST, FIRST + EARNED).map(({ id, createdAt }, i) =>
    ThanksOf.encode({
      ...{ user: user.id, id, likes: 2, createdAt },
      ...(i % 2 === 0 && { answers: true }),
    }),
  )
}

export const THANKS_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-160": (world) => patterns.thanksFor(world.members[0]!.id, world.posts[FIRST]!.id),
  "AP-160b": (world) => patterns.thanksOf(world.members[0]!.id),
  "AP-164": (world) => patterns.mostLiked(world.members[0]!.id, async (some) => some, 5),
  "AP-161": (world) => patterns.answersByAuthor(world.members[0]!.id, async (some) => some),
}

/** By the write's number. What is liked, and accepted, is so already. */
export const THANKS_WRITES: Record<string, (world: World) => Promise<unknown>> = {
  "W-160": async ({ topics, posts }) => {
    const post = posts[FIRST + 1]!
    const key = postKey(topics[0]!.id, post.id)
    await thanks.apply([told("Post", { ...key, ...Posts.encode({ ...post, likeCount: 5 }) })])
  },
  "W-165": async ({ topics }) => followTopic(topics[0]!.id),
  "W-160b": async ({ topics, posts }) => {
    const [{ id }, post] = [topics[0]!, posts[1]!]
    const topic = (await getTopic("harbour", id, { consistent: true }))!
    const key = topicKey("harbour", id)
    const answer = { post: post.id, author: post.author, at: nowIso() }
    await thanks.apply([told("Topic", { ...key, ...Topics.encode({ ...topic, answer }) })])
  },
}

function told(entityType: string, after: Record<string, unknown>): Change {
  const { PK, SK } = after as { PK: string; SK: string }
  const place = { sequence: "1".padStart(40, "0"), shard: "" }
  return { ...place, key: { PK, SK }, at: nowIso(), entityType, after } as Change
}
