/** Reads of what members have earned with what they wrote. */
import type { Cursor, Page } from "#lib/base/page.ts"
import { get } from "../batch.ts"
import type { Post } from "../items/posts.ts"
import { type Thanks, ThanksOf } from "../items/thanks.ts"
import { ALL_TIMES } from "../keys/key.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { byAnswers, byLikes, postOfLikes, thanksKey } from "../keys/thanks.ts"
import { query } from "../query.ts"
import { pageOf } from "./lists.ts"
import { findPosts, POSTS_PER_PAGE } from "./posts.ts"

/** AP-160: what a member has earned with a post, consistently; undefined when it is nothing. */
export async function thanksFor(user: string, post: string): Promise<Thanks | undefined> {
  return ThanksOf.read(await get(thanksKey(user, post), { consistent: true }))
}

const THANKS_AT_ONCE = 100

/** AP-160b: all of it, 100 posts at a time, consistently. `next` is the `after` of the others. */
export async function thanksOf(user: string, after?: string): Promise<{ items: Thanks[]; next?: string }> {
  const { items, last } = await query({
    pk: thanksKey(user, "").PK,
    beginsWith: PREFIX.thanks,
    limit: THANKS_AT_ONCE,
    after: after === undefined ? undefined : thanksKey(user, after),
    consistent: true,
  })
  const found = ThanksOf.readAll(items)
  return { items: found, ...(last && { next: found.at(-1)!.id }) }
}

/** AP-161: accepted answers of a member, newest first. The caller leaves out what the viewer may not see. */
export async function answersByAuthor(
  author: string,
  visible: (posts: Post[]) => Promise<Post[]>,
  cursor?: Cursor,
): Promise<Page<Post>> {
  return pageOf<Post>(
    {
      index: "GSI1",
      pk: byAnswers(author),
      within: ALL_TIMES,
      size: POSTS_PER_PAGE,
      sortOf: ({ time, id }) => `${time}#${id}`,
      boundaryOf: (post) => ({ time: post.createdAt, id: post.id }),
      read: async (items) => visible(await findPosts(items.map(({ id }) => String(id)))),
    },
    cursor,
  )
}

/** Some of the most liked may be out of sight: more are looked at than are shown. */
const LIKED_AT_ONCE = 12

/**
 * AP-164: the posts of a member that most people like, the most liked first, of the first twelve. The caller leaves out
 * what the viewer may not see.
 */
export async function mostLiked(
  author: string,
  visible: (posts: Post[]) => Promise<Post[]>,
  size: number,
): Promise<Post[]> {
  const { items } = await query({
    index: "GSI2",
    pk: byLikes(author),
    limit: LIKED_AT_ONCE,
    descending: true,
  })
  const ids = items.map((item) => postOfLikes(String(item.GSI2SK)))
  return (await visible(await findPosts(ids))).slice(0, size)
}
