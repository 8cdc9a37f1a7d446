import type { Cursor, Page } from "#lib/base/page.ts"
import { get, getMany } from "../batch.ts"
import { type PageMark, PageMarks, PageStarts, type Post, Posts } from "../items/posts.ts"
import { byAuthor } from "../keys/indexes.ts"
import { ALL_TIMES, all, justBelow } from "../keys/key.ts"
import { pageKey, pageStartKey, postKey, topicOf } from "../keys/posts.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { query, queryAll } from "../query.ts"
import { pageOf } from "./lists.ts"
import { lookUp, lookUpMany } from "./places.ts"

export const POSTS_PER_PAGE = 20

/** How many pages a number of posts fills. */
export const pagesOf = (postCount: number): number => Math.max(1, Math.ceil(postCount / POSTS_PER_PAGE))

/** A page reads up to its next mark. Posts that were committed out of order may make it longer; this bounds it. */
const LONGEST_PAGE = 3 * POSTS_PER_PAGE

/** Marks follow the posts within a second. What they do not tell yet is counted from the last one on, up to here. */
const MOST_UNMARKED = 100 * POSTS_PER_PAGE

/** AP-7: posts of a topic in time order, beginning with `from` (a post's id) or with the first. */
export async function postsFrom(
  topic: string,
  {
    from,
    limit = POSTS_PER_PAGE,
    consistent = false,
  }: { from?: string; limit?: number; consistent?: boolean } = {},
): Promise<Post[]> {
  const { PK } = postKey(topic, from ?? FIRST_ID)
  const start = from ? postKey(topic, from).SK : PREFIX.post
  return Posts.readAll(await queryAll({ pk: PK, between: [start, END_OF_POSTS], limit, consistent }))
}

/** AP-7g: the last posts of a topic, in time order. */
export async function lastPosts(
  topic: string,
  limit = POSTS_PER_PAGE,
  { consistent = false } = {},
): Promise<Post[]> {
  const { PK } = postKey(topic, FIRST_ID)
  const items = await queryAll({ pk: PK, beginsWith: PREFIX.post, descending: true, limit, consistent })
  return Posts.readAll(items).reverse()
}

/** AP-7h: the first post at or after a moment (ISO 8601), for "jump to date". */
export async function firstPostSince(topic: string, time: string): Promise<Post | undefined> {
  const { PK } = postKey(topic, FIRST_ID)
  const { items } = await query({ pk: PK, between: [`${PREFIX.post}${time}`, END_OF_POSTS], limit: 1 })
  return Posts.read(items[0])
}

/** AP-7b: page `n` (1 is the first) of a topic, or undefined when the topic is shorter. */
export async function postsOnPage(
  topic: string,
  n: number,
  { consistent = false } = {},
): Promise<Post[] | undefined> {
  const marks = await getMany([pageKey(topic, n), pageKey(topic, n + 1)], { consistent })
  const [mark, next] = marks.map((item) => PageMarks.read(item))
  if (n > 1 && !mark) return unmarkedPage(topic, n, consistent)
  const start = mark ? postKey(topic, mark.post).SK : PREFIX.post
  const end = next ? justBelow(postKey(topic, next.post).SK) : END_OF_POSTS
  const limit = next ? LONGEST_PAGE : POSTS_PER_PAGE
  const { PK } = postKey(topic, FIRST_ID)
  return Posts.readAll(await queryAll({ pk: PK, between: [start, end], limit, consistent }))
}

/** A page that has no mark, or none yet: counted from the last one that has. */
async function unmarkedPage(topic: string, n: number, consistent: boolean): Promise<Post[] | undefined> {
  const { PK, SK } = pageKey(topic, n)
  const marks = { pk: PK, between: [PREFIX.page, SK] as [string, string], descending: true, limit: 1 }
  const last = PageMarks.read((await query({ ...marks, consistent })).items[0])
  const before = (n - (last?.page ?? 1)) * POSTS_PER_PAGE
  if (before > MOST_UNMARKED) return undefined
  const posts = await postsFrom(topic, { from: last?.post, limit: before + POSTS_PER_PAGE, consistent })
  return posts.length > before ? posts.slice(before) : undefined
}

/** AP-7c: on which page a post lies: told by the last mark that is not after it; behind the last of all, counted. */
export async function pageOfPost(topic: string, post: string, { consistent = false } = {}): Promise<number> {
  const mark = await markBefore(topic, post, consistent)
  const page = mark?.page ?? 1
  if (await get(pageKey(topic, page + 1), { consistent })) return page
  const { length } = await sortsUpTo(topic, mark, post, consistent)
  return page + pagesOf(length) - 1
}

/** AP-7i: a post's place in its topic, from 1, consistently; nothing when it is not there. */
export async function placeOfPost(topic: string, post: string): Promise<number | undefined> {
  const mark = await markBefore(topic, post, true)
  const sorts = await sortsUpTo(topic, mark, post, true)
  if (sorts.at(-1) !== postKey(topic, post).SK) return undefined
  return ((mark?.page ?? 1) - 1) * POSTS_PER_PAGE + sorts.length
}

/** AP-7j: the last mark that is not after a post: of the page on which it lies, if that is marked. */
export async function markBefore(
  topic: string,
  post: string,
  consistent = true,
): Promise<PageMark | undefined> {
  const { PK, SK } = pageStartKey(topic, post)
  const marks = { pk: PK, between: [PREFIX.start, SK] as [string, string], descending: true, limit: 1 }
  return PageStarts.read((await query({ ...marks, consistent })).items[0])
}

/** The posts from where a page starts (or from the first) up to this one. */
async function sortsUpTo(
  topic: string,
  mark: PageMark | undefined,
  post: string,
  consistent: boolean,
): Promise<string[]> {
  const { PK, SK } = postKey(topic, post)
  const between: [string, string] = [mark ? postKey(topic, mark.post).SK : PREFIX.post, SK]
  const posts = await queryAll({ pk: PK, between, limit: MOST_UNMARKED, consistent, only: ["SK"] })
  return posts.map((post) => post.SK)
}

/** AP-7d: one post of a topic. */
export async function getPost(
  topic: string,
  id: string,
  { consistent = false } = {},
): Promise<Post | undefined> {
  return Posts.read(await get(postKey(topic, id), { consistent }))
}

/** AP-6c: a post by its id alone: its permanent address. */
export async function findPost(id: string, { consistent = false } = {}): Promise<Post | undefined> {
  return lookUp("POST", id, (entry) => getPost(topicOf(entry), id, { consistent }))
}

/** AP-6e: several posts by id alone; missing ones left out. At most a page of them. */
export async function findPosts(ids: string[]): Promise<Post[]> {
  return lookUpMany("POST", ids, async (places) => (await getMany(places)).map((item) => Posts.read(item)))
}

/** AP-8b: posts that a member wrote, newest first. The caller leaves out what the viewer may not see. */
export async function postsByAuthor(
  author: string,
  visible: (posts: Post[]) => Promise<Post[]>,
  cursor?: Cursor,
  size = POSTS_PER_PAGE,
): Promise<Page<Post>> {
  return pageOf<Post>(
    {
      index: "GSI1",
      pk: byAuthor("POST", author),
      within: ALL_TIMES,
      size,
      sortOf: ({ time, id }) => `${time}#${id}`,
      boundaryOf: (post) => ({ time: post.createdAt, id: post.id }),
      read: async (items) => visible(Posts.readAll(await getMany(items)).filter((post) => !post.removed)),
    },
    cursor,
  )
}

/** AP-7e: the ids of the posts from `from` on, consistently: where the next page marks lie. */
export async function postIdsFrom(topic: string, from: string | undefined, limit: number): Promise<string[]> {
  const { PK } = postKey(topic, FIRST_ID)
  const start = from ? postKey(topic, from).SK : PREFIX.post
  const range = { pk: PK, between: [start, END_OF_POSTS] as [string, string], limit }
  const items = await queryAll({ ...range, consistent: true, only: ["id"] })
  return items.map((item) => String(item.id))
}

/** AP-7f: the mark of page `n`, consistently. */
export async function pageMark(topic: string, n: number): Promise<PageMark | undefined> {
  return PageMarks.read(await get(pageKey(topic, n), { consistent: true }))
}

const FIRST_ID = "0".repeat(26)
const END_OF_POSTS = all(PREFIX.post)[1]
