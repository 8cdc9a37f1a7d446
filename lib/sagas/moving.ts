/**
 * Steps that bring posts from one topic into another, with their likes and with who follows the topic. A post remembers
 * which saga brought it from where, so that this can be taken back, also after others were written beside it.
 */
import type { Write } from "#lib/db/commit.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { reactionsAfter, readStatesIn, type Whole, wholePosts } from "#lib/db/patterns/moving.ts"
import { watchersOf } from "#lib/db/patterns/watching.ts"
import { overtaken } from "#lib/db/retry.ts"
import { carryLevel, carryLike, dropLevel, movePost } from "#lib/db/writes/moving.ts"
import { BYTES_A_TURN, KEYS_A_TURN, type Turn, type Work, WRITES_A_TURN } from "./contract.ts"

/** Where posts go from and to in a saga, and under whose name they go. */
export type Way = { from: string; to: string; saga: string }

/** A post goes away and comes in: two writes. */
const POSTS_A_TURN = Math.floor(WRITES_A_TURN / 2)
const LIKES_A_TURN = Math.floor(WRITES_A_TURN / 2)
const LEVELS_A_TURN = Math.floor(WRITES_A_TURN / 2)

/** What is written beside a post that goes, in the same transaction. */
export type Beside = (post: Post, saga: Saga) => Promise<Write[]>

/**
 * Moves posts that `goes` picks, in time order, until there are no more. Begins anew with every turn where all go, so
 * that those that arrive meanwhile go as well.
 */
export function movePosts(
  way: (saga: Saga) => Way,
  { goes = () => true, beside }: { goes?: (post: Post, saga: Saga) => boolean; beside?: Beside } = {},
): Work {
  return async (saga, cursor) => {
    const { from, to, saga: name } = way(saga)
    const after = typeof cursor === "string" ? cursor : undefined
    const found = await wholePosts(from, { limit: KEYS_A_TURN, ...(after && { after }) })
    const some = bounded(found.filter(({ post }) => goes(post, saga)))
    const extra = await Promise.all(some.map(async ({ post }) => (await beside?.(post, saga)) ?? []))
    const writes = some.flatMap((whole) => movePost(whole, to, movesTo(whole.post, to, name)))
    const isAll = some.length === found.filter(({ post }) => goes(post, saga)).length
    const last = isAll ? found.at(-1)?.post.id : some.at(-1)?.post.id
    return {
      writes: [...writes, ...extra.flat()],
      done: some.length,
      ...(last !== undefined && { next: last }),
    }
  }
}

/** Moves back what the saga `of` brought, and only that. */
export function movePostsBack(way: (saga: Saga) => Way): Work {
  return movePosts(
    (saga) => {
      const { from, to, saga: name } = way(saga)
      return { from: to, to: from, saga: name }
    },
    { goes: (post, saga) => cameBy(post, way(saga)) },
  )
}

function cameBy(post: Post, { from, saga }: Way): boolean {
  const last = post.moves?.at(-1)
  return last?.saga === saga && last.from === from
}

/** Where it came from goes on the heap; on the way back it is taken from it. */
function movesTo(post: Post, to: string, saga: string): Post["moves"] {
  const before = post.moves ?? []
  return before.at(-1)?.from === to ? before.slice(0, -1) : [...before, { saga, from: post.topic }]
}

function bounded(found: Whole[]): Whole[] {
  let bytes = 0
  const some = found.slice(0, POSTS_A_TURN).filter(({ item }, i) => {
    bytes += JSON.stringify(item).length
    return i === 0 || bytes <= BYTES_A_TURN
  })
  return some
}

type Likes = { post?: string; user?: string }
/** Posts whose likes are looked for in one turn; most have none. */
const LOOKED_AT = WRITES_A_TURN

/** Likes of the posts that came by this way go into their givers' states of the topic where the posts are now. */
export function carryLikes(way: (saga: Saga) => Way, { back = false } = {}): Work {
  return async (saga, cursor) => {
    const w = way(saga)
    const [here, there] = back ? [w.from, w.to] : [w.to, w.from]
    const isOurs = (post: Post): boolean => (back ? post.movedFrom === w.to : cameBy(post, w))
    const { post: after, user } = (cursor as Likes | undefined) ?? {}
    // A post with many likes has more turns than one.
    if (after && user) return likesOf(after, user)
    const found = await wholePosts(here, { limit: LOOKED_AT, ...(after && { after }) })
    for (const { post } of found) {
      const turn = isOurs(post) ? await likesOf(post.id) : undefined
      if (turn && turn.writes.length > 0) return turn
    }
    const last = found.at(-1)?.post.id
    return { writes: [], ...(last && { next: { post: last } }) }

    async function likesOf(post: string, from?: string): Promise<Turn> {
      const likes = await reactionsAfter(post, { limit: LIKES_A_TURN, ...(from && { after: from }) })
      const isMore = likes.length === LIKES_A_TURN
      return {
        writes: likes.flatMap((like) => carryLike(like.user.id, post, there, here)),
        next: isMore ? { post, user: likes.at(-1)!.user.id } : { post },
      }
    }
  }
}

/** Who watches the topic from which posts came watches the one into which they went. */
export function carryLevels(way: (saga: Saga) => Way): Work {
  return levels(way, async (users, { from, to, saga }) => {
    const [then, now] = await Promise.all([readStatesIn(users, from), readStatesIn(users, to)])
    return then.flatMap((state, i) => (state && !now[i]?.level ? carryLevel(state, to, saga, overtaken) : []))
  })
}

/** Takes back what carryLevels did. */
export function dropLevels(way: (saga: Saga) => Way): Work {
  return levels(way, async (users, { to, saga }) =>
    (await readStatesIn(users, to)).flatMap((state) => (state ? dropLevel(state, saga) : [])),
  )
}

function levels(way: (saga: Saga) => Way, writesFor: (users: string[], way: Way) => Promise<Write[]>): Work {
  return async (saga, cursor): Promise<Turn> => {
    const w = way(saga)
    const after = typeof cursor === "string" ? cursor : undefined
    const { items } = await watchersOf({ topic: w.from }, after)
    const some = items.slice(0, LEVELS_A_TURN)
    if (some.length === 0) return { writes: [] }
    return {
      writes: await writesFor(
        some.map(({ user }) => user),
        w,
      ),
      next: some.at(-1)!.user,
    }
  }
}
