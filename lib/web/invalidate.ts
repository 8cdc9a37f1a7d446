/** What each kind of change makes stale: the tags of everything that shows what was changed. */

import {
  categoryTag,
  HOME,
  memberTag,
  SITEMAP,
  tagTag,
  topicPlaceTag,
  topicTag,
} from "#lib/base/cache-tags.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import type { PostScene, TopicScene } from "#lib/forum/visible.ts"

/** A new topic: in every list, in the sitemap, on its author's page. */
export function afterNewTopic(scene: TopicScene): string[] {
  return [...listings(scene), SITEMAP]
}

/**
 * A reply: on the topic's pages and the writer's. Its row says so when it is counted, by the stream: the lists follow
 * then (lib/projections/pages.ts), and a busy topic makes none of them anew for each reply.
 */
export function afterReply({ topic }: TopicScene, author: string): string[] {
  return [topicTag(topic.id), memberTag(author)]
}

/** An edit. That of a first post may have changed title, address and tags: pass the topic as it was. */
export function afterEdit({ topic, category, post }: PostScene, before: Topic): string[] {
  const own = [topicTag(topic.id), memberTag(post.author.id)]
  if (post.id !== topic.firstPost) return own
  return [
    ...own,
    ...listings({ topic, category }),
    ...before.tags.map(tagTag),
    topicPlaceTag(topic.id),
    SITEMAP,
  ]
}

/** A post was deleted or restored; the first one takes its topic along. */
export function afterRemoval(scene: PostScene): string[] {
  const { topic, post } = scene
  // A deleted answer takes its mark off the row.
  if (post.id !== topic.firstPost) return [...listings(scene), memberTag(post.author.id)]
  return [...listings(scene), topicPlaceTag(topic.id), SITEMAP]
}

/** Another title, another address, other tags. */
export function afterRetitle(scene: TopicScene, before: Topic): string[] {
  return [...listings(scene), ...before.tags.map(tagTag), topicPlaceTag(scene.topic.id), SITEMAP]
}

/** A topic went to another category. */
export function afterMove(before: TopicScene, after: TopicScene): string[] {
  return [...listings(before), ...listings(after), topicPlaceTag(after.topic.id), SITEMAP]
}

/** A like: its count is shown beside the post, also on its author's page. Lists of best topics follow by themselves. */
export function afterLike({ topic, post }: PostScene): string[] {
  return [topicTag(topic.id), memberTag(post.author.id)]
}

/** The answer was accepted, or the topic closed: a mark on its row. */
export function afterMark(scene: TopicScene): string[] {
  return listings(scene)
}

/** The topic's pages, and every list with its row. */
function listings({ topic, category }: TopicScene): string[] {
  return [
    HOME,
    topicTag(topic.id),
    categoryTag(category.id),
    ...(category.parent ? [categoryTag(category.parent)] : []),
    memberTag(topic.author.id),
    ...topic.tags.map(tagTag),
  ]
}
