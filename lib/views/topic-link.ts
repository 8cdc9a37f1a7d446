/** What a link to a topic says, for pages that show topics beside their own subject. */
import { cache } from "react"
import { CATEGORIES, topicPlaceTag } from "#lib/base/cache-tags.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { cached } from "#lib/web/cached.ts"
import { type Area, areaOf } from "#lib/web/paths.ts"
import { type CategoryLink, linkTo } from "./categories.ts"

export type TopicLink = {
  id: string
  slug: string
  title: string
  firstPost: string
  area: Area
  category: CategoryLink
}

/** A link to the topic, or undefined when it is removed or lies in none of `categories`: those of the viewer. */
export function linkToTopic(topic: Topic, categories: Category[]): TopicLink | undefined {
  const category = categories.find(({ id }) => id === topic.category)
  if (!category || topic.removed) return undefined
  const { id, slug, title, firstPost } = topic
  return { id, slug, title, firstPost, area: areaOf(category), category: linkTo(category, categories) }
}

/** Once a rendering, however many links it shows. */
const publicCategories = cache(() => visibleCategories(GUEST))

/** A link to a topic that everybody may see, or null. It brings its own tag to the page that shows it. */
export const loadTopicLink = cached(
  "topic-link",
  (id: string) => [topicPlaceTag(id), CATEGORIES],
  async (id): Promise<TopicLink | null> => {
    const [[topic], categories] = await Promise.all([findTopics([id]), publicCategories()])
    return (topic && linkToTopic(topic, categories)) ?? null
  },
)
