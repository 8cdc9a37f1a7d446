/** Tags, and which topics have them. */
import type { Cursor, Page } from "#lib/base/page.ts"
import { chunks, getMany } from "../batch.ts"
import { type Tag, type TagRow, TagRows, Tags, TagTopics, type Topic } from "../items/topics.ts"
import { all } from "../keys/key.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { ALL_TAGS, tagKey, tagOrder, tagRowKey, tagTopicKey } from "../keys/topics.ts"
import { query } from "../query.ts"
import { pageOf } from "./lists.ts"
import { TOPICS_PER_PAGE, topicsAt } from "./topics.ts"

/**
 * AP-10: topics that carry a tag, newest first; those of categories that are not `visible` are left out before anything
 * of them is read, so that a page is looked for among the newest 2,600.
 */
export async function topicsWithTag(
  tag: string,
  visible: (place: { category: string }) => boolean,
  cursor?: Cursor,
): Promise<Page<Topic>> {
  return pageOf<Topic>(
    {
      pk: tagKey(tag).PK,
      within: all(PREFIX.topic),
      size: TOPICS_PER_PAGE,
      grows: true,
      sortOf: ({ id }) => tagTopicKey(tag, id).SK,
      boundaryOf: (topic) => ({ time: topic.createdAt, id: topic.id }),
      read: async (items) => {
        const rows = TagTopics.readAll(items).filter(visible)
        const topics: Topic[] = []
        for (const some of chunks(rows, TOPICS_PER_PAGE + 1)) {
          if (topics.length > TOPICS_PER_PAGE) break
          topics.push(...(await topicsAt(some.map(({ category, topic }) => ({ category, id: topic })))))
        }
        return topics.filter(visible)
      },
    },
    cursor,
  )
}

/** AP-10b: those of `tags` that exist. @param consistent for who changes one */
export async function findTags(tags: string[], { consistent = false } = {}): Promise<Tag[]> {
  return Tags.readAll(await getMany(tags.map(tagKey), { consistent }))
}

/** More are not counted: what is shown is "500 or more". */
export const MOST_COUNTED = 500

/** AP-286: how many topics have a tag, of at most MOST_COUNTED, consistently. */
export async function topicsUnder(tag: string): Promise<number> {
  let count = 0
  let after: Record<string, string> | undefined
  do {
    const page = await query({
      ...{ pk: tagKey(tag).PK, beginsWith: PREFIX.topic, after, limit: MOST_COUNTED - count },
      ...{ only: ["topic"], consistent: true },
    })
    count += page.items.length
    after = page.last
  } while (after && count < MOST_COUNTED)
  return count
}

/** AP-287: what says which topics have a tag, after one of them, consistently. */
export async function rowsUnder(
  tag: string,
  { after, limit }: { after?: string; limit: number },
): Promise<{ topic: string; category: string }[]> {
  const { items } = await query({
    ...{ pk: tagKey(tag).PK, beginsWith: PREFIX.topic, limit, consistent: true },
    ...(after && { after: tagTopicKey(tag, after) }),
  })
  return TagTopics.readAll(items)
}

const TAGS_PER_PAGE = 50

/** AP-288: all tags whose names begin like that, by name, after one of them. */
export async function tagsByName(
  begins: string,
  after?: string,
): Promise<{ items: TagRow[]; next?: string }> {
  const { items, last } = await query({
    ...{ pk: ALL_TAGS, beginsWith: `${PREFIX.tag}${begins}`, limit: TAGS_PER_PAGE },
    ...(after && { after: tagRowKey(after) }),
  })
  const rows = TagRows.readAll(items)
  return { items: rows, ...(last && { next: rows.at(-1)!.tag }) }
}

/** AP-288b: the same, those that most topics have first. @param after as `next` said */
export async function tagsByCount(after?: string): Promise<{ items: TagRow[]; next?: string }> {
  const at = /^(\d{1,3})-(.+)$/.exec(after ?? "")
  const from = at && { GSI3PK: ALL_TAGS, GSI3SK: tagOrder(Number(at[1]), at[2]!), ...tagRowKey(at[2]!) }
  const { items, last } = await query({
    ...{ index: "GSI3", pk: ALL_TAGS, descending: true, limit: TAGS_PER_PAGE },
    ...(from && { after: from }),
  })
  const rows = TagRows.readAll(items)
  const end = rows.at(-1)
  return { items: rows, ...(last && end && { next: `${end.topics}-${end.tag}` }) }
}
