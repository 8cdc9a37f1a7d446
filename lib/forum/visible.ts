/** Loads what an actor asked for, or says that it does not exist: the same words whether hidden or absent. */
import { ForumError } from "#lib/base/errors.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findCategory, findCategoryAddress } from "#lib/db/patterns/categories.ts"
import { findPost, getPost } from "#lib/db/patterns/posts.ts"
import { findTopicAndCategory } from "#lib/db/patterns/topics.ts"
import type { Actor } from "./actor.ts"
import { canReadPost, canSeeCategory, canSeeTopic } from "./seeing.ts"

export type TopicScene = { topic: Topic; category: Category }
export type PostScene = TopicScene & { post: Post }

/** A topic may have been merged into one that was merged later. More in a row than this are a mistake. */
const MOST_MERGES = 10

type Options = { consistent?: boolean }

/** @throws ForumError not-found */
export async function visibleCategory(actor: Actor, id: string, options: Options = {}): Promise<Category> {
  const category = await findCategory(id, options)
  if (!category || !canSeeCategory(actor, category)) throw new ForumError("not-found", "category-missing")
  return category
}

/** @throws ForumError not-found */
export async function visibleTopic(actor: Actor, id: string, options: Options = {}): Promise<TopicScene> {
  let scene = await findTopicAndCategory(id, options)
  // What was merged into another topic is that topic: also for a reply that was begun before.
  for (let hops = 0; scene?.topic.merged && hops < MOST_MERGES; hops++)
    scene = await findTopicAndCategory(scene.topic.merged.into, options)
  if (!scene || !canSeeTopic(actor, scene.topic, scene.category))
    throw new ForumError("not-found", "topic-missing")
  return scene
}

/** @throws ForumError not-found; also when the post's topic is out of sight, whatever became of the post */
export async function visiblePost(actor: Actor, id: string, options: Options = {}): Promise<PostScene> {
  const place = await findPost(id)
  if (!place) throw new ForumError("not-found", "post-missing")
  const [scene, post] = await Promise.all([
    sceneOf(actor, place.topic, options),
    options.consistent ? getPost(place.topic, id, options) : place,
  ])
  if (!post || !canReadPost(actor, post, scene.topic)) throw new ForumError("not-found", "post-missing")
  return { ...scene, post }
}

async function sceneOf(actor: Actor, topic: string, options: Options): Promise<TopicScene> {
  try {
    return await visibleTopic(actor, topic, options)
  } catch (error) {
    // Of a hidden topic not even its kind is told.
    if (error instanceof ForumError) throw new ForumError("not-found", "post-missing")
    throw error
  }
}

/** The category to which an address of it leads, also one of before; removed ones that went into another are that one. */
export async function presentCategory(address: string): Promise<Category | undefined> {
  const own = await findCategory(address)
  let category = own ?? (await categoryCalled(address))
  for (let hops = 0; category?.removed?.into && hops < MOST_MERGES; hops++)
    category = await findCategory(category.removed.into)
  return category
}

async function categoryCalled(address: string): Promise<Category | undefined> {
  const found = await findCategoryAddress(address)
  return found && findCategory(found.category)
}
