/**
 * What follows by itself from writing: one watches the topic that one started and tracks the one in which one
 * replied, unless one chose otherwise; it is on the list of what one wrote in; and one has read so far.
 */
import { nowIso } from "#lib/base/clock.ts"
import { chunks } from "#lib/db/batch.ts"
import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { Posts } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { placeOfPost } from "#lib/db/patterns/posts.ts"
import { findTopicAndCategory } from "#lib/db/patterns/topics.ts"
import { writerIn } from "#lib/db/patterns/watching.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { noteOwnPost } from "#lib/db/writes/watching.ts"
import { choicesOf, raised } from "#lib/forum/watching.ts"
import { type Change, images, type Projection } from "./contract.ts"

/** Members whose states are written at once: each is another partition. */
const AT_ONCE = 20

/** No `rebuild`: it would choose anew for members what they have long seen and changed. */
export const autoWatch: Projection = {
  name: "auto-watch",
  entities: ["Post"],
  async apply(changes) {
    for (const some of chunks(newestOwnPosts(changes), AT_ONCE))
      await Promise.all(some.map(({ user, topic, post }) => noteOwnPosts(user, topic, post)))
  },
}

type Own = { user: string; topic: string; post: string }

/** The newest new post of each member in each topic. What was imported or moved here was not written now. */
function newestOwnPosts(changes: readonly Change[]): Own[] {
  const newest = new Map<string, Own>()
  for (const change of changes) {
    const { before, after } = images(Posts, change)
    if (before || !after || after.imported || after.movedFrom) continue
    const place = `${after.author.id} ${after.topic}`
    if (after.id > (newest.get(place)?.post ?? ""))
      newest.set(place, { user: after.author.id, topic: after.topic, post: after.id })
  }
  return [...newest.values()]
}

/** Notes a member's newest post in a topic, if it is not noted. A topic that is gone has nothing to follow. */
export async function noteOwnPosts(user: string, id: string, post: string): Promise<void> {
  const scene = await findTopicAndCategory(id)
  if (scene) await untilSettled(() => note(user, scene, post))
}

type Scene = { topic: Topic; category: Category }

async function note(user: string, { topic, category }: Scene, post: string): Promise<object> {
  const { isMember, state, general, inCategories } = await writerIn(user, {
    topic: topic.id,
    category: category.id,
    parent: category.parent,
  })
  if (!isMember || (state?.wrote ?? "") >= post) return topic
  const choices = choicesOf(general)
  const byItself = topic.author.id === user ? choices.started : choices.replied
  const number = await placeOf(topic, post)
  const own = { user, topic: topic.id, post, ...(number !== undefined && { number }) }
  await commit(noteOwnPost(state, own, raised(state, inCategories, byItself), nowIso()))
  return topic
}

/** A post's place in its topic, from 1. The row may not count it yet: then its page is looked at. */
async function placeOf(topic: Topic, post: string): Promise<number | undefined> {
  return topic.lastPost.id === post ? topic.postCount : placeOfPost(topic.id, post)
}
