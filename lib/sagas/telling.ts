/** Steps that bring a member's present name into what others were told of them. */
import type { Notification } from "#lib/db/items/notifications.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { type Place, readStatesFrom } from "#lib/db/patterns/belongings.ts"
import { toldAbout } from "#lib/db/patterns/notifications.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { ERASED_TITLE } from "#lib/db/writes/leaving.ts"
import { renameInNotification } from "#lib/db/writes/names.ts"
import { type Turn, type Work, WRITES_A_TURN } from "./contract.ts"
import { memberOf } from "./spreading.ts"
import { postByPost, type Thorough } from "./walking.ts"

type Since = (saga: Saga) => string

/** Whoever was told of the member's posts: one post a turn, for many may have been told of it. */
export function toldOfPosts(thorough: Thorough = "first"): Work {
  return postByPost(thorough, (saga, post, on) => tellAnew(saga, post, on as string | undefined))
}

/** Whoever was told that the member likes a post of theirs. */
export function toldOfLikes(since?: Since): Work {
  return async (saga, cursor) => {
    const { user } = await memberOf(saga)
    const { place, skip = 0 } = (cursor as { place?: Place; skip?: number } | undefined) ?? {}
    const { items, next } = await readStatesFrom(user.id, {
      limit: WRITES_A_TURN,
      ...(place && { after: place }),
    })
    const from = since?.(saga) ?? ""
    const liked = items
      .filter((state) => state.updatedAt >= from)
      .flatMap((state) => [...(state.likes ?? [])])
    const onward = skip + 1 < liked.length ? { place, skip: skip + 1 } : next && { place: next }
    const post = liked[skip] ? await findPost(liked[skip], { consistent: true }) : undefined
    if (!post) return { writes: [], ...(onward && { next: onward }) }
    // Of a like its author is told in one notification, which is among the first.
    const { writes } = await tellAnew(saga, post)
    return { writes, ...(onward && { next: onward }) }
  }
}

/** What is told of one post. What was changed differs no more, so that the same page may be asked for again. */
async function tellAnew(saga: Saga, post: { id: string; topic: string }, after?: string): Promise<Turn> {
  const { present } = await memberOf(saga)
  const [{ items, next }, topic] = await Promise.all([
    toldAbout({ topic: post.topic, post: post.id }, after),
    findTopic(post.topic, { consistent: true }),
  ])
  // With the first post goes what its author called it.
  const isGoing = saga.input.writings === "remove" && topic?.firstPost === post.id
  const erased = isGoing && topic.author.id === present.id ? ERASED_TITLE : undefined
  // What was withdrawn learns nothing new: its receiver may not see the topic any more.
  const titleOf = (told: Notification) =>
    erased ?? (told.withdrawn ? told.title : (topic?.title ?? told.title))
  const writes = items
    .map((told) => renameInNotification(told, present, titleOf(told)))
    .filter((write) => write !== undefined)
  const isMore = writes.length > WRITES_A_TURN
  const on = isMore ? (after ?? "") : next
  return { writes: writes.slice(0, WRITES_A_TURN), ...(on !== undefined && { next: on }) }
}
