/** Everything there is, a piece at a time: for counting again. */
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { topicRows, whoReacted } from "#lib/db/patterns/figures.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"

const POSTS_AT_ONCE = 100

/** All rows of a category, consistently. */
export async function* topicsIn(category: Pick<Category, "id">): AsyncGenerator<Topic[]> {
  let after: string | undefined
  do {
    const { topics, next } = await topicRows(category.id, after)
    if (topics.length > 0) yield topics
    after = next
  } while (after)
}

/** All posts of a topic, consistently. */
export async function* postsIn(topic: Pick<Topic, "id">): AsyncGenerator<Post[]> {
  let from: string | undefined
  for (;;) {
    const posts = await postsFrom(topic.id, { from, limit: POSTS_AT_ONCE + 1, consistent: true })
    const some = posts.slice(0, POSTS_AT_ONCE)
    if (some.length > 0) yield some
    if (posts.length <= POSTS_AT_ONCE) return
    from = posts.at(-1)!.id
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

export async function* allTopics(): AsyncGenerator<Topic[]> {
  for (const category of await listCategories()) yield* topicsIn(category)
}

export async function* allPosts(): AsyncGenerator<Post[]> {
  for await (const topics of allTopics()) for (const topic of topics) yield* postsIn(topic)
}
