/**
 * Whether there is something new on a page that somebody has open: asked again and again, so it is a few bytes, and
 * read from the table only after a change, once for all who ask.
 */

import { CATEGORIES, categoryTag, topicTag } from "#lib/base/cache-tags.ts"
import { Id } from "#lib/base/ids.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { findTopicAndCategory, topicsByActivity } from "#lib/db/patterns/topics.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { canSeeCategory, isPublic } from "#lib/forum/seeing.ts"
import { cached } from "#lib/web/cached.ts"
import { loadCategory } from "./category.ts"
import { loadHome } from "./home.ts"

/** How many posts the topic has, deleted ones included. */
export type TopicNews = { posts: number }
/** The last posts of the topics that were written in last, newest first: ids, which carry their time. */
export type ListNews = { latest: string[]; isAll: boolean }

/** More topics than that with new posts are many. */
const MOST_NEWS = 10

/** News that everybody may have; null where there is no such page, or none any more. */
export async function publicNews(of: string, id: string): Promise<TopicNews | ListNews | null> {
  if (!isSpelledRight(of, id)) return null
  if (of === "topic") {
    const topic = await loadTopicNews(id.toUpperCase())
    return topic && isPublic(topic) ? { posts: topic.posts } : null
  }
  if (of === "home") return latestOf((await loadHome())?.topics.map(({ lastPost }) => lastPost.id))
  if (of !== "category") return null
  return latestOf((await loadCategory(id))?.topics.map(({ lastPost }) => lastPost.id))
}

/** News of what not everybody may see: null also for who may not. 1 RCU an actor, none more while nothing changes. */
export async function privateNews(
  actor: Actor,
  of: string,
  id: string,
): Promise<TopicNews | ListNews | null> {
  if (actor.kind === "guest" || !isSpelledRight(of, id)) return null
  if (of === "topic") {
    const topic = await loadTopicNews(id.toUpperCase())
    return topic && canSeeCategory(actor, topic) ? { posts: topic.posts } : null
  }
  const visible = (await loadPlaces()).filter((place) => canSeeCategory(actor, place))
  const shown =
    of === "home"
      ? visible.filter((place) => !isPublic(place))
      : visible.filter((place) => place.id === id || place.parent === id)
  if (of !== "home" && !(of === "category" && shown.some((place) => place.id === id))) return null
  return latestOf((await Promise.all(shown.map((place) => loadLatestIn(place.id)))).flat())
}

/** What is kept is kept by its address: each page has one, and everything else is nothing. */
function isSpelledRight(of: string, id: string): boolean {
  if (of === "home") return id === "now"
  return of !== "topic" || (id === id.toLowerCase() && Id.safeParse(id.toUpperCase()).success)
}

function latestOf(posts: string[] | undefined): ListNews | null {
  if (!posts) return null
  return { latest: posts.toSorted().reverse().slice(0, MOST_NEWS), isAll: posts.length <= MOST_NEWS }
}

/** Read consistently: it is kept, and what made it stale was written a moment ago. */
const loadTopicNews = cached(
  "topic-news",
  (id: string) => [topicTag(id), CATEGORIES],
  async (id): Promise<{ posts: number; readers: Category["readers"] } | null> => {
    const known = Id.safeParse(id)
    const found = known.success ? await findTopicAndCategory(known.data, { consistent: true }) : undefined
    if (!found || found.topic.removed) return null
    return { posts: found.topic.postCount, readers: found.category.readers }
  },
)

const loadPlaces = cached(
  "places",
  () => [CATEGORIES],
  async () => (await listCategories()).map(({ id, parent, readers }) => ({ id, parent, readers })),
)

const loadLatestIn = cached(
  "latest-in",
  (category: string) => [categoryTag(category), CATEGORIES],
  async (category) => {
    const { items } = await topicsByActivity(category, undefined, MOST_NEWS + 1)
    return items.map(({ lastPost }) => lastPost.id)
  },
)
