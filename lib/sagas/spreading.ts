/**
 * Steps that bring a member's present name wherever another one of theirs stands: their topics, posts and likes, and
 * what others wrote to them. Each turn reads the name anew, so that two sagas about one member agree in the end.
 */
import { timeOf } from "#lib/base/ids.ts"
import { config } from "#lib/config.ts"
import type { Write } from "#lib/db/commit.ts"
import type { Person } from "#lib/db/items/entity.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import type { User } from "#lib/db/items/users.ts"
import { namedKey } from "#lib/db/keys/users.ts"
import {
  appearancesOf,
  likesOf,
  type Place,
  postsWrittenBy,
  readStatesFrom,
  topicsStartedBy,
} from "#lib/db/patterns/belongings.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { renameInPost, renameInReaction, renameInTopic, rewriteAppearance } from "#lib/db/writes/names.ts"
import { isSameName } from "#lib/forum/names.ts"
import { withOtherName } from "#lib/markup/named.ts"
import { t } from "#lib/words/t.ts"
import { BYTES_A_TURN, NOTHING, type Step, type Turn, type Work, WRITES_A_TURN } from "./contract.ts"
import { pageByPage, type Thorough } from "./walking.ts"

/** A transaction holds 4 MB, the items that it changes among them, and a post up to 400 kB; each brings its topic. */
const POSTS_A_TURN = 8

/** The member and all names that stand for them. */
export type Named = { user: User; present: Person; isTheirs: (name: string) => boolean }
/** Which member a saga is about. Names beyond those on the profile come with the saga. */
export type WhoOf = (saga: Saga) => Promise<Named>

export const memberOf: WhoOf = async (saga) => {
  const user = await getUser(String(saga.input.user), { consistent: true })
  if (!user) throw new Error(`There is no member ${saga.input.user}.`)
  const extra = Array.isArray(saga.input.names) ? saga.input.names.map(String) : []
  const names = [...(user.formerNames ?? []), ...extra]
  const isTheirs = (name: string): boolean => names.some((one) => isSameName(one, name))
  return { user, present: { id: user.id, name: user.name }, isTheirs }
}

/** From when on things may have been written by whoever read the old name before the saga began. */
export const sinceStart = (saga: Saga): string =>
  new Date(Date.parse(saga.startedAt) - config().inFlight).toISOString()

/** All steps that spread a name: everything there is, then once more what was under way, or restored, meanwhile. */
export function spreading(): Step[] {
  return [
    { name: "topics", says: () => t("sagas.your-topics"), turn: topics("first") },
    { name: "posts", says: () => t("sagas.your-posts"), turn: posts("first") },
    { name: "likes", says: () => t("sagas.your-likes"), turn: likes() },
    { name: "named", says: () => t("sagas.named-you"), turn: named() },
    { name: "wait", says: () => t("sagas.waiting"), turn: wait },
    { name: "late-topics", says: () => t("sagas.written-late"), turn: topics("last") },
    { name: "late-posts", says: () => t("sagas.written-late"), turn: posts("last") },
    { name: "late-likes", says: () => t("sagas.liked-late"), turn: likes(sinceStart) },
    { name: "late-named", says: () => t("sagas.named-you-late"), turn: named(sinceStart) },
  ]
}

/** Lets requests end that read the forum before. */
export const wait: Work = async (_saga, cursor) =>
  cursor === "waited" ? NOTHING : { writes: [], next: "waited", wait: config().inFlight }

type Since = (saga: Saga) => string

function topics(thorough: Thorough): Work {
  return pageByPage(topicsStartedBy, WRITES_A_TURN, thorough, async (saga, items) => {
    const { present } = await memberOf(saga)
    return turnOf(items.map((topic) => renameInTopic(topic, present)))
  })
}

function posts(thorough: Thorough): Work {
  return pageByPage(postsWrittenBy, POSTS_A_TURN, thorough, async (saga, items) => {
    const { present } = await memberOf(saga)
    const around = await findTopics([...new Set(items.map((post) => post.topic))], { consistent: true })
    return turnOf([
      ...items.map((post) => renameInPost(post, present)),
      ...around.map((topic) => renameInTopic(topic, present)),
    ])
  })
}

function likes(since?: Since): Work {
  return async (saga, cursor) => {
    const { user, present } = await memberOf(saga)
    const { after, skip = 0 } = (cursor as { after?: Place; skip?: number } | undefined) ?? {}
    const { items, next } = await readStatesFrom(user.id, { limit: WRITES_A_TURN, ...(after && { after }) })
    const from = since?.(saga) ?? ""
    const liked = items
      .filter((state) => state.updatedAt >= from)
      .flatMap((state) => [...(state.likes ?? [])])
    const some = (await likesOf(user.id, liked.slice(skip, skip + WRITES_A_TURN))).filter(
      (reaction) => reaction.user.name !== present.name,
    )
    const isMore = skip + WRITES_A_TURN < liked.length
    const place = isMore ? { after, skip: skip + WRITES_A_TURN } : next && { after: next }
    return turnOf(
      some.map(({ post }) => renameInReaction(post, present)),
      place,
    )
  }
}

function named(since?: Since): Work {
  return async (saga, cursor) => {
    const who = await memberOf(saga)
    const after = cursor as Place | undefined
    const { items, next } = await appearancesOf(who.user.id, {
      limit: WRITES_A_TURN,
      ...(after && { after }),
    })
    const from = since ? Date.parse(since(saga)) : 0
    const recent = items.filter(({ post }) => timeOf(post) >= from)
    const found = await Promise.all(recent.map(({ post }) => findPost(post, { consistent: true })))
    const { writes, read } = bounded(found.map((post) => () => post && renameAround(post, who)))
    const last = recent[read - 1]
    return turnOf(writes, read < recent.length && last ? namedKey(who.user.id, last.post) : next)
  }
}

/** As many as one transaction holds, and how many were looked at for that. */
function bounded(all: (() => Write | undefined)[]): { writes: (Write | undefined)[]; read: number } {
  const writes: (Write | undefined)[] = []
  let bytes = 0
  for (const one of all) {
    const write = one()
    bytes += write ? Buffer.byteLength(JSON.stringify(write)) : 0
    if (writes.length > 0 && bytes > BYTES_A_TURN) break
    writes.push(write)
  }
  return { writes, read: writes.length }
}

function renameAround(post: Post, { present, isTheirs }: Named): Write | undefined {
  const html = withOtherName(post.html, isTheirs, present.name)
  const answered = post.replyTo?.author
  const isOld = answered?.id === present.id && answered.name !== present.name
  return rewriteAppearance(post, {
    ...(html !== post.html && { html }),
    ...(isOld && { replyTo: present }),
  })
}

function turnOf(writes: (Write | undefined)[], next?: unknown): Turn {
  const some = writes.filter((write) => write !== undefined)
  return { writes: some, done: some.length, ...(next !== undefined && { next }) }
}
