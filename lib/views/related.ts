/** Topics that are about the same as the one on the page. */
import { topicPlaceTag } from "#lib/base/cache-tags.ts"
import { DAY, now, SECOND } from "#lib/base/clock.ts"
import { timeOf } from "#lib/base/ids.ts"
import { findTopics, topicsAt } from "#lib/db/patterns/topics.ts"
import { type Actor, GUEST } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { relatedTopics } from "#lib/forum/searching.ts"
import { cached, REVALIDATE } from "#lib/web/cached.ts"
import type { TopicHead } from "./topic.ts"
import { linkToTopic, loadTopicLink, type TopicLink } from "./topic-link.ts"

/** A search takes the thread that answers everybody: a crawler on old topics has no more of it than this. */
const AT_ONCE = 2
let searching = 0

/** Enough are being looked for. Thrown, so that nothing is kept: the next rendering of the page asks again. */
class Busy extends Error {}

async function searched(...asked: Parameters<typeof relatedTopics>): ReturnType<typeof relatedTopics> {
  if (searching >= AT_ONCE) throw new Busy()
  searching++
  try {
    return await relatedTopics(...asked)
  } finally {
    searching--
  }
}

/** A page does without them rather than wait. */
async function orNone<T>(search: Promise<T[]>): Promise<T[]> {
  try {
    return await search
  } catch (error) {
    if (error instanceof Busy) return []
    throw error
  }
}

/**
 * Which topics they are, found anew once a day, and more often while the topic itself is new to the index. It costs a
 * search, so a reply does not ask for it again.
 */
const loadRelatedIds = cached(
  "related",
  (id: string) => [topicPlaceTag(id)],
  async (id): Promise<string[]> => {
    const [topic] = await findTopics([id])
    return topic ? (await searched(GUEST, topic)).map((one) => one.id) : []
  },
  (id) => (now() - timeOf(id) < DAY ? REVALIDATE : DAY / SECOND),
)

/** For a public page: found in what everybody may read, and each link brings its own tag along. */
export async function loadRelated(id: string): Promise<TopicLink[]> {
  const links = await Promise.all((await orNone(loadRelatedIds(id))).map((one) => loadTopicLink(one)))
  return links.filter((link) => link !== null)
}

/** For a page that is made for one viewer: what they may see. */
export async function relatedFor(actor: Actor, topic: TopicHead): Promise<TopicLink[]> {
  const [categories, places] = await Promise.all([visibleCategories(actor), orNone(searched(actor, topic))])
  return (await topicsAt(places)).flatMap((one) => linkToTopic(one, categories) ?? [])
}
