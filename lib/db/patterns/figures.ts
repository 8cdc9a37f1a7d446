/** Reads by which figures are kept and counted again. All are consistent: what they tell is written down. */

import { getMany } from "../batch.ts"
import { type PageMark, PageMarks, PageStarts, type Post, Posts } from "../items/posts.ts"
import { type Topic, Topics, UnansweredTopics } from "../items/topics.ts"
import { all, justAbove } from "../keys/key.ts"
import { pageKey, pageStartKey, postKey, reactionKey } from "../keys/posts.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { topicKey, unansweredKey } from "../keys/topics.ts"
import { query, type Raw } from "../query.ts"
import { lookUpMany, mayLie } from "./places.ts"

/** AP-55: several posts by id alone; `topic` is where each lay when somebody looked. Missing ones are left out. */
export async function findPosts(places: { id: string; topic?: string }[]): Promise<Post[]> {
  for (const { id, topic } of places) if (topic) mayLie("POST", id, postKey(topic, id))
  const read = async (keys: { PK: string; SK: string }[]) =>
    (await getMany(keys, { consistent: true })).map((item) => Posts.read(item))
  return lookUpMany(
    "POST",
    places.map(({ id }) => id),
    read,
  )
}

/** AP-56: the last page that begins before a post, and the pages that begin with it or after it. */
export async function marksAround(
  topic: string,
  post: string,
): Promise<{ before?: PageMark; after: PageMark[] }> {
  const { PK, SK } = pageStartKey(topic, post)
  const range = { pk: PK, between: [PREFIX.start, SK] as [string, string], descending: true, limit: 2 }
  const [lower, after] = await Promise.all([query({ ...range, consistent: true }), marksFrom(topic, post)])
  const before = PageStarts.readAll(lower.items).find((mark) => mark.post < post)
  return { ...(before && { before }), after }
}

/** AP-56b: all marks of a topic, by number and by post. */
export async function listMarks(topic: string): Promise<{ pages: PageMark[]; starts: PageMark[] }> {
  const { PK } = pageKey(topic, 0)
  const [pages, starts] = await Promise.all([
    everything(PK, all(PREFIX.page)),
    everything(PK, all(PREFIX.start)),
  ])
  return { pages: PageMarks.readAll(pages), starts: PageStarts.readAll(starts) }
}

/** So many marks are looked at in one turn of a saga. */
const MARKS_A_TURN = 30

/**
 * AP-56c: marks that a part of a topic has: by the post with which a page starts, from behind one post to another or to
 * the end; by number, behind a page. At most 30 of each.
 */
export async function marksBehind(
  topic: string,
  { post, end, page }: { post?: string; end?: string; page: number },
): Promise<{ starts: PageMark[]; pages: PageMark[] }> {
  const { PK, SK } = pageKey(topic, page)
  const [first, last] = all(PREFIX.start)
  const from = post ? justAbove(pageStartKey(topic, post).SK) : first
  const to = end ? pageStartKey(topic, end).SK : last
  const range = { pk: PK, limit: MARKS_A_TURN, consistent: true }
  const [starts, pages] = await Promise.all([
    query({ ...range, between: [from, to] }),
    query({ ...range, between: [justAbove(SK), all(PREFIX.page)[1]] }),
  ])
  return { starts: PageStarts.readAll(starts.items), pages: PageMarks.readAll(pages.items) }
}

async function marksFrom(topic: string, post: string): Promise<PageMark[]> {
  const { PK, SK } = pageStartKey(topic, post)
  return PageStarts.readAll(await everything(PK, [SK, all(PREFIX.start)[1]]))
}

async function everything(pk: string, between: [string, string]): Promise<Raw[]> {
  const items: Raw[] = []
  let after: Record<string, string> | undefined
  do {
    const found = await query({ pk, between, after, consistent: true })
    items.push(...found.items)
    after = found.last
  } while (after)
  return items
}

/** AP-57: how many reacted to a post. */
export async function countReactions(post: string): Promise<number> {
  let count = 0
  let after: string | undefined
  do {
    const { users, next } = await whoReacted(post, after)
    count += users.length
    after = next
  } while (after)
  return count
}

const REACTIONS_AT_ONCE = 1_000

/** AP-57b: who reacted to a post, by their ids, 1,000 at a time. `next` is the `after` of the others. */
export async function whoReacted(post: string, after?: string): Promise<{ users: string[]; next?: string }> {
  const { PK, SK } = reactionKey(post, "")
  const { items, last } = await query({
    pk: PK,
    beginsWith: PREFIX.reaction,
    only: ["SK"],
    limit: REACTIONS_AT_ONCE,
    after: after === undefined ? undefined : reactionKey(post, after),
    consistent: true,
  })
  const users = items.map((item) => item.SK.slice(SK.length))
  return { users, ...(last && { next: users.at(-1) }) }
}

const ROWS_AT_ONCE = 100

/** AP-58c: which topics the list of what waits for a reply has, 100 at a time. `next` is the `after` of the others. */
export async function listedUnanswered(
  category: string,
  after?: string,
): Promise<{ topics: string[]; next?: string }> {
  const { items, last } = await query({
    pk: unansweredKey(category, "").PK,
    beginsWith: PREFIX.unanswered,
    limit: ROWS_AT_ONCE,
    after: after === undefined ? undefined : unansweredKey(category, after),
    consistent: true,
  })
  const topics = UnansweredTopics.readAll(items).map(({ topic }) => topic)
  return { topics, ...(last && { next: topics.at(-1)! }) }
}

/** AP-58: the rows of a category, removed ones included, 100 at a time. `next` is the `after` of the others. */
export async function topicRows(
  category: string,
  after?: string,
): Promise<{ topics: Topic[]; next?: string }> {
  const { items, last } = await query({
    pk: topicKey(category, "").PK,
    beginsWith: PREFIX.topic,
    limit: ROWS_AT_ONCE,
    after: after === undefined ? undefined : topicKey(category, after),
    consistent: true,
  })
  const topics = Topics.readAll(items)
  return { topics, ...(last && { next: topics.at(-1)!.id }) }
}
