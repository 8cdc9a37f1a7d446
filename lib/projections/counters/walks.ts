/** Everything there is, a piece at a time: for counting again. */
import { z } from "zod"
import { MINUTE, now } from "#lib/base/clock.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { topicRows, whoReacted } from "#lib/db/patterns/figures.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"

const POSTS_AT_ONCE = 100

/** All rows of a category, or those behind a topic, consistently. */
export async function* topicsIn(category: Pick<Category, "id">, behind?: string): AsyncGenerator<Topic[]> {
  let after = behind
  do {
    const { topics, next } = await topicRows(category.id, after)
    if (topics.length > 0) yield topics
    after = next
  } while (after)
}

/** All posts of a topic, or those behind one of them, which may have left it since; consistently. */
export async function* postsIn(topic: Pick<Topic, "id">, behind?: string): AsyncGenerator<Post[]> {
  for (let last = behind; ; ) {
    const found = await postsFrom(topic.id, { from: last, limit: POSTS_AT_ONCE + 1, consistent: true })
    const some = found.filter(({ id }) => id !== last).slice(0, POSTS_AT_ONCE)
    if (some.length > 0) yield some
    if (found.length <= POSTS_AT_ONCE) return
    last = some.at(-1)!.id
  }
}

/** Who reacted to a post, consistently. */
export async function* reactionsTo(post: string): AsyncGenerator<string[]> {
  let after: string | undefined
  do {
    const { users, next } = await whoReacted(post, after)
    if (users.length > 0) yield users
    after = next
  } while (after)
}

/** How far a walk through everything has come: what lies before it is done. */
const Place = z.object({
  category: z.string(),
  /** All of the category is done. */
  whole: z.literal(true).optional(),
  topic: z.string().optional(),
  post: z.string().optional(),
  /** Of all posts: when the walk began (ISO 8601), and that it goes through once more. */
  since: z.string().optional(),
  again: z.literal(true).optional(),
})
export type Place = z.output<typeof Place>

export const cursorOf = (place: Place): string => JSON.stringify(place)

/** What it says; undefined where it is none, or of other code: then one begins anew. */
export function placeIn(cursor: string | undefined): Place | undefined {
  try {
    return Place.safeParse(JSON.parse(cursor ?? "")).data
  } catch {
    return undefined
  }
}

/** Ids of all categories, of those that are not done: in an order that stays, whatever they are called. */
export async function categoriesFrom(from: Place | undefined): Promise<string[]> {
  const ids = (await listCategories()).map(({ id }) => id).sort()
  return ids.filter((id) => (from?.whole ? id > from.category : id >= (from?.category ?? "")))
}

export async function* allTopics(from?: Place): AsyncGenerator<{ topics: Topic[]; place: Place }> {
  for (const category of await categoriesFrom(from))
    for await (const topics of topicsIn(
      { id: category },
      from?.category === category ? from.topic : undefined,
    ))
      yield { topics, place: { category, topic: topics.at(-1)!.id } }
}

/** Clocks of those who write may differ by so much. */
const SKEW = MINUTE

type Posts = { posts: Post[]; place: Place }

/**
 * All posts, and once more those of topics that changed meanwhile: one that was moved from a category that was not walked
 * yet to one that was done would be missed. Pieces of the second time may be empty.
 */
export async function* allPosts(from?: Place): AsyncGenerator<Posts> {
  const since = from?.since ?? new Date(now() - SKEW).toISOString()
  if (!from?.again) yield* postsOnce(from, { since })
  yield* postsOnce(from?.again && from, { since, again: true })
}

async function* postsOnce(
  from: Place | undefined,
  walk: { since: string; again?: true },
): AsyncGenerator<Posts> {
  const { since, again } = walk
  // Half way through a topic: the rest of it first.
  if (from?.topic && from.post)
    for await (const posts of postsIn({ id: from.topic }, from.post))
      yield { posts, place: { ...from, ...walk, post: posts.at(-1)!.id } }
  for await (const { topics, place } of allTopics(from)) {
    for (const { id } of topics.filter(({ updatedAt }) => !again || updatedAt >= since))
      for await (const posts of postsIn({ id }))
        yield { posts, place: { category: place.category, ...walk, topic: id, post: posts.at(-1)!.id } }
    if (again) yield { posts: [], place: { ...place, ...walk } }
  }
}
