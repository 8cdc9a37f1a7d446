import type { Cursor, Page } from "#lib/base/page.ts"
import { getMany } from "../batch.ts"
import { type PageMark, PageMarks, PageStarts, type Post, Posts } from "../items/posts.ts"
import { byAuthor, byId, PREFIX, pageKey, pageStartKey, postKey, topicOf } from "../keys.ts"
import { get, query } from "../query.ts"
import { pageOf } from "./lists.ts"

export const POSTS_PER_PAGE = 20

/**
 * A page reads up to its next mark. Posts that were committed out of order, or that no mark counts yet, may
 * make it longer; this bounds it.
 */
const LONGEST_PAGE = 3 * POSTS_PER_PAGE

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
  const { items } = await query({ pk: PK, between: [start, END_OF_POSTS], limit, consistent })
  return Posts.readAll(items)
}

/** AP-7: the last posts of a topic, in time order. */
export async function lastPosts(topic: string, limit = POSTS_PER_PAGE): Promise<Post[]> {
  const { items } = await query({
    pk: postKey(topic, FIRST_ID).PK,
    beginsWith: PREFIX.post,
    descending: true,
    limit,
  })
  return Posts.readAll(items).reverse()
}

/** AP-7: the first post at or after a moment (ISO 8601), for "jump to date". */
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
  const [mark, next] = (await getMany([pageKey(topic, n), pageKey(topic, n + 1)])).map((item) =>
    PageMarks.read(item),
  )
  if (n > 1 && !mark) return undefined
  const start = mark ? postKey(topic, mark.post).SK : PREFIX.post
  const { items } = await query({
    pk: postKey(topic, FIRST_ID).PK,
    between: [start, next ? postKey(topic, next.post).SK : END_OF_POSTS],
    limit: LONGEST_PAGE,
    consistent,
  })
  // BETWEEN includes its end, which is the next page's first post.
  return Posts.readAll(items).filter((post) => post.id !== next?.post)
}

/** AP-7c: on which page a post lies: the last mark that is not after it. */
export async function pageOfPost(topic: string, post: string): Promise<number> {
  const { PK, SK } = pageStartKey(topic, post)
  const { items } = await query({ pk: PK, between: [PREFIX.start, SK], descending: true, limit: 1 })
  return PageStarts.read(items[0])?.page ?? 1
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
  const { items } = await query({ index: "GSI2", pk: byId("POST", id), limit: 1 })
  return items[0] && getPost(topicOf(items[0]), id, { consistent })
}

/** AP-8b: posts that a member wrote, newest first. The caller leaves out what the viewer may not see. */
export async function postsByAuthor(
  author: string,
  visible: (posts: Post[]) => Promise<Post[]>,
  cursor?: Cursor,
): Promise<Page<Post>> {
  return pageOf<Post>(
    {
      range: { index: "GSI1", pk: byAuthor("POST", author) },
      size: POSTS_PER_PAGE,
      // The entry's own key names the topic, which no address tells: any key that sorts the same will do.
      keyOf: ({ time, id }) => ({
        ...postKey("", id),
        GSI1PK: byAuthor("POST", author),
        GSI1SK: `${time}#${id}`,
      }),
      boundaryOf: (post) => ({ time: post.createdAt, id: post.id }),
      read: async (items) => visible(Posts.readAll(await getMany(items)).filter((post) => !post.removed)),
    },
    cursor,
  )
}

/** AP-7e: the ids of the posts from `from` on, consistently: where the next page marks lie. */
export async function postIdsFrom(topic: string, from: string | undefined, limit: number): Promise<string[]> {
  const posts = await postsFrom(topic, { from, limit, consistent: true })
  return posts.map((post) => post.id)
}

/** AP-7f: the mark of page `n`. */
export async function pageMark(topic: string, n: number): Promise<PageMark | undefined> {
  return PageMarks.read(await get(pageKey(topic, n), { consistent: true }))
}

const FIRST_ID = "0".repeat(26)
const END_OF_POSTS = `${PREFIX.post}~`
