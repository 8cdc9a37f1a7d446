/** What one account liked, kept and read becomes the other one's, topic by topic. */
import { nowIso } from "#lib/base/clock.ts"
import type { ReadState } from "#lib/db/items/users.ts"
import { likesOf, readStatesFrom } from "#lib/db/patterns/belongings.ts"
import { bookmarkOn } from "#lib/db/patterns/own-lists.ts"
import { findPosts } from "#lib/db/patterns/posts.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { giveBookmark, putState, shrinkState } from "#lib/db/writes/merging-belongings.ts"
import { giveReaction } from "#lib/db/writes/merging-members.ts"
import { NOTHING, type Work } from "./contract.ts"
import { fromOf, stays } from "./two-accounts.ts"

/** Of likes and bookmarks together: two writes each, and four for the states. */
const MARKS_A_TURN = 9

/** Likes, bookmarks and how far they read, topic by topic; it begins anew each time: what was there has gone over. */
export const states: Work = async (saga) => {
  const [from, into] = [fromOf(saga), await stays(saga)]
  const { items } = await readStatesFrom(from, { limit: 1 })
  const [state] = items
  if (!state) return NOTHING
  const before = await readStateOf(into.id, state.topic, { consistent: true })
  const bookmarks = [...(state.bookmarks ?? [])].slice(0, MARKS_A_TURN)
  const likes = [...(state.likes ?? [])].slice(0, MARKS_A_TURN - bookmarks.length)
  const [liked, theirs, marked, found] = await Promise.all([
    likesOf(from, likes),
    likesOf(into.id, likes),
    Promise.all(bookmarks.map((post) => bookmarkOn(from, post))),
    findPosts(likes),
  ])
  const kept = marked.filter((one) => one !== undefined)
  const authors = new Map(found.map((post) => [post.id, post.author.id]))
  // The likes themselves are asked: those that came with an import may be in nobody's state.
  const has = new Set(theirs.map(({ post }) => post))
  const mayLike = (post: string): boolean =>
    authors.has(post) && ![from, into.id].includes(authors.get(post)!) && !has.has(post)
  const takes = liked.filter(({ post }) => mayLike(post)).map(({ post }) => post)
  const marks = kept.map(({ post }) => post)
  const isLast =
    likes.length === (state.likes?.size ?? 0) && bookmarks.length === (state.bookmarks?.size ?? 0)
  const left = {
    ...rest("likes", state.likes, likes),
    ...rest("bookmarks", state.bookmarks, bookmarks),
  }
  return {
    writes: [
      ...liked.flatMap((one) => giveReaction(one, into, takes.includes(one.post))),
      ...kept.flatMap((one) => giveBookmark(one, into.id, !before?.bookmarks?.has(one.post))),
      ...putState(joined(before, state, into.id, { likes: takes, bookmarks: marks }), before),
      ...shrinkState(state, isLast ? undefined : left),
    ],
    done: takes.length + marks.length,
    next: "more",
  }
}

const rest = (name: "likes" | "bookmarks", all: Set<string> | undefined, gone: string[]) => {
  const some = [...(all ?? [])].filter((one) => !gone.includes(one))
  return some.length > 0 ? { [name]: new Set(some) } : {}
}

/** What both have: the later place, the level of who stays unless they have none. */
function joined(
  before: ReadState | undefined,
  from: ReadState,
  user: string,
  came: { likes: string[]; bookmarks: string[] },
): ReadState {
  const likes = new Set([...(before?.likes ?? []), ...came.likes])
  const bookmarks = new Set([...(before?.bookmarks ?? []), ...came.bookmarks])
  const further = (from.lastRead ?? "") > (before?.lastRead ?? "") ? from : before
  const wrote = [before?.wrote ?? "", from.wrote ?? ""].sort().at(-1)
  const level = before?.level ?? from.level
  const chosen = before?.level ? before.chosen : from.chosen
  return {
    ...{ user, topic: from.topic, updatedAt: nowIso() },
    ...(further?.lastRead && { lastRead: further.lastRead }),
    ...(further?.lastNumber !== undefined && { lastNumber: further.lastNumber }),
    ...(likes.size > 0 && { likes }),
    ...(bookmarks.size > 0 && { bookmarks }),
    ...(level && { level }),
    ...(chosen && { chosen }),
    ...(before?.carried && { carried: before.carried }),
    ...(wrote && { wrote }),
  }
}
