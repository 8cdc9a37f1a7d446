/**
 * Walks over what a member wrote. It stands in two lists, what is there and what was removed, and staff may restore or
 * remove it meanwhile: it then goes from the list that is still to be walked into the one that was. So there are two kinds
 * of walks: a first one through both lists, and a last one that goes on from list to list until a pass finds nothing.
 */
import type { Post } from "#lib/db/items/posts.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { byAuthor, removedByAuthor } from "#lib/db/keys/indexes.ts"
import { timed } from "#lib/db/keys/key.ts"
import { postKey } from "#lib/db/keys/posts.ts"
import { type Place, postsWrittenBy, type Some } from "#lib/db/patterns/belongings.ts"
import type { Turn, Work } from "./contract.ts"

/** `last`: again and again, until what is there and what was removed are both as they should be. */
export type Thorough = "first" | "last"

/** Whoever restores and removes the same thing faster than this is not waited for. */
const MOST_PASSES = 10
/** Posts looked through in a turn where hardly any needs something. */
const LOOKED_THROUGH = 8

type Walking = {
  /** From 0: even ones go through what is there, odd ones through what was removed. */
  pass?: number
  /** Whether this pass, or the one before it, found something to do. */
  found?: boolean
  after?: Place
  /** The post under way, and where in it the next turn begins. */
  post?: string
  on?: unknown
}

type List<T> = (user: string, at: { removed: boolean; after?: Place; limit: number }) => Promise<Some<T>>

const isRemoved = ({ pass = 0 }: Walking): boolean => pass % 2 === 1
const userOf = (saga: Saga): string => String(saga.input.user)
const listed = ({ after, ...at }: Walking, limit: number) => ({
  removed: isRemoved(at),
  limit,
  ...(after && { after }),
})

/** Goes through a list a page a turn. @param look what there is to do for the things of a page */
export function pageByPage<T>(
  list: List<T>,
  limit: number,
  thorough: Thorough,
  look: (saga: Saga, items: T[]) => Promise<Turn>,
): Work {
  return async (saga, cursor) => {
    const at = (cursor as Walking | undefined) ?? {}
    const { items, next } = await list(userOf(saga), listed(at, limit))
    const turn = await look(saga, items)
    return withNext(turn, onward(at, thorough, next, turn.writes.length > 0))
  }
}

/**
 * Goes through a member's posts one after the other; each may take several turns.
 * @param look what there is to do for a post, from where `on` says; its `next` is the `on` of the turn that follows
 */
export function postByPost(
  thorough: Thorough,
  look: (saga: Saga, post: Post, on: unknown) => Promise<Turn>,
): Work {
  const limit = thorough === "first" ? 1 : LOOKED_THROUGH
  return async (saga, cursor) => {
    const { post: under, on, ...at } = (cursor as Walking | undefined) ?? {}
    const { items, next } = await postsWrittenBy(userOf(saga), listed(at, limit))
    let { after } = at
    for (const post of items) {
      const turn = await look(saga, post, post.id === under ? on : undefined)
      const found = at.found || turn.writes.length > 0
      if (turn.next !== undefined)
        return withNext(turn, { ...at, found, ...(after && { after }), post: post.id, on: turn.next })
      after = placeAmong(userOf(saga), post, isRemoved(at))
      const isLast = !next && post === items.at(-1)
      if (turn.writes.length > 0 && !isLast) return withNext(turn, { ...at, found, after })
      if (turn.writes.length > 0) return withNext(turn, onward(at, thorough, undefined, true))
    }
    return withNext({ writes: [] }, onward(at, thorough, next, false))
  }
}

function withNext({ next: _, ...turn }: Turn, next: Walking | undefined): Turn {
  return { ...turn, ...(next && { next }) }
}

/** Where the walk goes on after a page: in the same list, in the other one, or nowhere. */
function onward(
  { pass = 0, found: before = false }: Walking,
  thorough: Thorough,
  after: Place | undefined,
  isFound: boolean,
): Walking | undefined {
  const found = before || isFound
  if (after) return { pass, found, after }
  if (pass === 0) return { pass: 1, found: false }
  if (thorough === "first" || pass + 1 >= MOST_PASSES) return undefined
  // What left this list while the other one was walked is in that one by now.
  return pass === 1 || found ? { pass: pass + 1, found: false } : undefined
}

/** The place of a post in its author's list, from which a walk goes on behind it, wherever the post is by then. */
function placeAmong(user: string, { topic, id, createdAt }: Post, removed: boolean): Place {
  const GSI1PK = (removed ? removedByAuthor : byAuthor)("POST", user)
  return { ...postKey(topic, id), GSI1PK, GSI1SK: timed(createdAt, id) }
}
