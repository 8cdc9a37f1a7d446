/** Searching: what an actor finds, which is never more than what they may read. */
import { slugOf } from "#lib/base/slug.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { isPending } from "#lib/db/items/users.ts"
import { getPost } from "#lib/db/patterns/posts.ts"
import { topicsAt } from "#lib/db/patterns/topics.ts"
import { userBySkeleton } from "#lib/db/patterns/users.ts"
import { searchIndex } from "#lib/search/current.ts"
import { type Asked, isEmpty } from "#lib/search/query.ts"
import {
  type Filters,
  type Found,
  type Hit,
  type Order,
  type Place,
  SCOPES,
  type Scope,
  type Wish,
} from "#lib/search/search-index.ts"
import type { Actor } from "./actor.ts"
import { visibleCategories } from "./categories.ts"
import { isSameName, skeletonOf } from "./names.ts"
import { canReadPost, canSeeCategory, canSeeTopic } from "./seeing.ts"

/** Results on a page. */
export const RESULTS_PER_PAGE = 20
/** Topics beside a title that is typed, or under a topic. */
const SIMILAR = 5
/** A word in common makes no two topics related, unless it is a telling one. */
const LEAST = 0.3

export type Result = { hit: Hit; topic: Topic; category: Category; post: Post }
export type Results = Pick<Found, "posts" | "topics" | "more" | "next" | "languages"> & {
  results: Result[]
  categories: Category[]
  /** Filters that name nothing which the actor may see. */
  unknown: ("category" | "author")[]
}

export type Search = Asked & { topic?: string; order: Order; from?: Place }

/** The parts of the index that the actor may read: others are not even asked. */
export function scopesOf(actor: Actor): Scope[] {
  return SCOPES.filter((scope) => canSeeCategory(actor, { readers: scope }))
}

/** AP-95: what the actor finds, with the posts and their topics. */
export async function searchForum(actor: Actor, search: Search): Promise<Results> {
  const [categories, author] = await Promise.all([
    visibleCategories(actor),
    search.author ? authorNamed(search.author) : undefined,
  ])
  const within = search.category === undefined ? undefined : categoriesNamed(search.category, categories)
  const unknown: Results["unknown"] = [
    ...(within?.length === 0 ? ["category" as const] : []),
    ...(search.author && !author ? ["author" as const] : []),
  ]
  const nothing = { results: [], posts: 0, topics: 0, more: false, languages: [], categories, unknown }
  if (unknown.length > 0 || isNothing(search)) return nothing
  const { text, phrases, tags, before, after, order, from, topic } = search
  const filters: Filters = {
    tags,
    // Named also where none is asked for: what the index still holds of one that was closed just now is not counted.
    categories: (within ?? categories).map(({ id }) => id),
    ...(author && { author }),
    ...(topic && { topic }),
    ...(before && { before }),
    ...(after && { after }),
  }
  const wish: Wish = {
    ...{ text, phrases, filters, order, size: RESULTS_PER_PAGE, byTopic: !topic },
    ...(from && { after: from }),
  }
  const { hits, ...found } = await searchIndex().find(scopesOf(actor), wish)
  return { ...nothing, ...found, results: await resultsOf(actor, hits, categories) }
}

function isNothing(search: Search): boolean {
  return isEmpty(search)
}

async function authorNamed(name: string): Promise<string | undefined> {
  const user = await userBySkeleton(skeletonOf(name))
  return user && !isPending(user) && isSameName(user.name, name) ? user.id : undefined
}

/** A category by its address or its name, with those below it. */
function categoriesNamed(name: string, categories: readonly Category[]): Category[] {
  const own = categories.find(({ id, name: title }) => id === slugOf(name) || title.toLowerCase() === name)
  return own ? categories.filter(({ id, parent }) => id === own.id || parent === own.id) : []
}

/** The index may lag a moment behind: what is not there any more, or not for the actor, is left out here, too. */
async function resultsOf(actor: Actor, hits: readonly Hit[], categories: Category[]): Promise<Result[]> {
  const [topics, posts] = await Promise.all([
    topicsAt(unique(hits.map(({ topic, category }) => ({ id: topic, category })))),
    Promise.all(hits.map(({ topic, post }) => getPost(topic, post))),
  ])
  return hits.flatMap((hit, i) => {
    const [topic, post] = [topics.find(({ id }) => id === hit.topic), posts[i]]
    const category = categories.find(({ id }) => id === topic?.category)
    if (!topic || !category || !post || post.removed) return []
    return canSeeTopic(actor, topic, category) && canReadPost(actor, post, topic)
      ? [{ hit, topic, category, post }]
      : []
  })
}

function unique<T extends { id: string }>(list: T[]): T[] {
  return [...new Map(list.map((one) => [one.id, one])).values()]
}

/** AP-96: topics whose beginning is about what a title says, of those that the actor may see. */
export async function similarTopics(
  actor: Actor,
  title: string,
): Promise<{ topic: Topic; category: Category }[]> {
  const categories = await visibleCategories(actor)
  const { hits } = await searchIndex().find(scopesOf(actor), firstPosts(title, SIMILAR, categories))
  return topicsOf(actor, hits, categories)
}

/** AP-97: ids of the topics that are about the same, of those that the actor may see, with their categories. */
export async function relatedTopics(
  actor: Actor,
  topic: Pick<Topic, "id" | "title" | "tags">,
): Promise<{ id: string; category: string }[]> {
  const text = [topic.title, ...topic.tags].join(" ")
  const categories = await visibleCategories(actor)
  const { hits } = await searchIndex().find(scopesOf(actor), firstPosts(text, SIMILAR + 1, categories))
  const others = hits.filter((hit) => hit.topic !== topic.id)
  return others.slice(0, SIMILAR).map((hit) => ({ id: hit.topic, category: hit.category }))
}

/** Named as in every search: what the index still holds of a category that was closed just now takes nobody's place. */
function firstPosts(text: string, size: number, categories: readonly Category[]): Wish {
  return {
    ...{
      text,
      phrases: [],
      filters: { tags: [], firstOnly: true, categories: categories.map(({ id }) => id) },
    },
    ...{ order: "relevance", size, byTopic: true, least: LEAST },
  }
}

async function topicsOf(
  actor: Actor,
  hits: readonly Hit[],
  categories: Category[],
): Promise<{ topic: Topic; category: Category }[]> {
  const topics = await topicsAt(hits.map(({ topic, category }) => ({ id: topic, category })))
  return topics.flatMap((topic) => {
    const category = categories.find(({ id }) => id === topic.category)
    return category && canSeeTopic(actor, topic, category) ? [{ topic, category }] : []
  })
}
