import type { Cursor, Page } from "#lib/base/page.ts"
import { get, getMany } from "../batch.ts"
import { Categories, type Category } from "../items/categories.ts"
import { isUnanswered, type Topic, Topics, UnansweredTopics } from "../items/topics.ts"
import { categoryKey } from "../keys/categories.ts"
import { byAuthor } from "../keys/indexes.ts"
import { ALL_TIMES, all } from "../keys/key.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { activity, byActivity, categoryOf, topicKey, unansweredKey } from "../keys/topics.ts"
import { pageOf } from "./lists.ts"
import { lookUp, lookUpMany } from "./places.ts"

/** Rows on a list page. */
export const TOPICS_PER_PAGE = 30

/** AP-2: topics of a category by last activity. */
export async function topicsByActivity(
  category: string,
  cursor?: Cursor,
  size = TOPICS_PER_PAGE,
): Promise<Page<Topic>> {
  return pageOf<Topic>(
    {
      index: "GSI3",
      pk: byActivity(category),
      within: ALL_TIMES,
      size,
      sortOf: ({ time, id }) => activity(time, id),
      boundaryOf: (topic) => ({ time: topic.lastPostAt, id: topic.id }),
      read: (items) => Topics.listed(items),
    },
    cursor,
  )
}

/** AP-3: topics of a category by creation. */
export async function topicsByCreation(
  category: string,
  cursor?: Cursor,
  size = TOPICS_PER_PAGE,
): Promise<Page<Topic>> {
  return pageOf<Topic>(
    {
      pk: topicKey(category, "").PK,
      within: all(PREFIX.topic),
      size,
      sortOf: ({ id }) => topicKey(category, id).SK,
      boundaryOf: (topic) => ({ time: topic.createdAt, id: topic.id }),
      read: (items) => Topics.listed(items).filter((topic) => !topic.removed),
    },
    cursor,
  )
}

/**
 * AP-272: topics of a category that were removed, by creation, for staff. Looked for among 124 rows a page; one that found
 * too few says where the next one goes on.
 */
export async function removedTopics(category: string, cursor?: Cursor): Promise<Page<Topic>> {
  return pageOf<Topic>(
    {
      pk: topicKey(category, "").PK,
      within: all(PREFIX.topic),
      size: TOPICS_PER_PAGE,
      sortOf: ({ id }) => topicKey(category, id).SK,
      boundaryOf: (topic) => ({ time: topic.createdAt, id: topic.id }),
      read: (items) => Topics.readAll(items).filter(({ removed, merged }) => removed && !merged),
    },
    cursor,
  )
}

/** AP-4: rows of known topics (pinned, top, tagged), in the order asked for; removed and missing ones left out. */
export async function topicsAt(places: { category: string; id: string }[]): Promise<Topic[]> {
  const rows = Topics.listed(await getMany(places.map(({ category, id }) => topicKey(category, id))))
  return rows.filter((topic) => !topic.removed)
}

/** AP-5: a topic in its category; `consistent` before anything is decided by it. */
export async function getTopic(
  category: string,
  id: string,
  { consistent = false } = {},
): Promise<Topic | undefined> {
  return Topics.read(await get(topicKey(category, id), { consistent }))
}

/** AP-6: a topic by its id alone, wherever it was moved. */
export async function findTopic(id: string, { consistent = false } = {}): Promise<Topic | undefined> {
  return lookUp("TOPIC", id, (entry) => getTopic(categoryOf(entry), id, { consistent }))
}

/** AP-6d: a topic by its id alone, with its category, in one request once it is known where it lives. */
export async function findTopicAndCategory(
  id: string,
  { consistent = false } = {},
): Promise<{ topic: Topic; category: Category } | undefined> {
  return lookUp("TOPIC", id, (place) => getTopicAndCategory(categoryOf(place), id, { consistent }))
}

/** AP-5b: a topic in its category, with the category. */
export async function getTopicAndCategory(
  category: string,
  id: string,
  { consistent = false } = {},
): Promise<{ topic: Topic; category: Category } | undefined> {
  const keys = [topicKey(category, id), categoryKey(category)]
  const [row, above] = await getMany(keys, { consistent })
  const [topic, found] = [Topics.read(row), Categories.read(above)]
  return topic && found && { topic, category: found }
}

/** AP-5c: several topics in their categories, with the categories, consistently; those that are not there left out. */
export async function getTopicsAndCategories(
  places: { category: string; id: string }[],
): Promise<{ topic: Topic; category: Category }[]> {
  const keys = places.flatMap(({ category, id }) => [topicKey(category, id), categoryKey(category)])
  const items = await getMany(keys, { consistent: true })
  return places.flatMap((_, i) => {
    const [topic, category] = [Topics.read(items[2 * i]), Categories.read(items[2 * i + 1])]
    return topic && category ? [{ topic, category }] : []
  })
}

/** AP-6b: several topics by id alone; missing ones left out, and for lists those that cannot be read. At most a page of them. */
export async function findTopics(ids: string[], { consistent = false } = {}): Promise<Topic[]> {
  return lookUpMany("TOPIC", ids, async (places) =>
    (await getMany(places, { consistent })).map(consistent ? Topics.read : Topics.readIf),
  )
}

/** AP-8a: topics that a member started, newest first. The caller leaves out what the viewer may not see. */
export async function topicsByAuthor(
  author: string,
  visible: (topic: Topic) => boolean,
  cursor?: Cursor,
  size = TOPICS_PER_PAGE,
): Promise<Page<Topic>> {
  return pageOf<Topic>(
    {
      index: "GSI1",
      pk: byAuthor("TOPIC", author),
      within: ALL_TIMES,
      size,
      sortOf: ({ time, id }) => `${time}#${id}`,
      boundaryOf: (topic) => ({ time: topic.createdAt, id: topic.id }),
      read: async (items) =>
        Topics.listed(await getMany(items)).filter((topic) => !topic.removed && visible(topic)),
    },
    cursor,
  )
}

/** AP-10c: topics of a category that nobody has answered, newest first; what was answered a moment ago is left out. */
export async function unansweredTopics(
  category: string,
  cursor?: Cursor,
  size = TOPICS_PER_PAGE,
): Promise<Page<Topic>> {
  return pageOf<Topic>(
    {
      pk: unansweredKey(category, "").PK,
      within: all(PREFIX.unanswered),
      size,
      sortOf: ({ id }) => unansweredKey(category, id).SK,
      boundaryOf: (topic) => ({ time: topic.createdAt, id: topic.id }),
      read: async (items) => {
        const rows = UnansweredTopics.readAll(items)
        return (await topicsAt(rows.map(({ topic }) => ({ category, id: topic })))).filter(isUnanswered)
      },
    },
    cursor,
  )
}
