/** What belongs to the viewer of a page that is the same for all: fetched after it, and never cached. */

import { CATEGORIES } from "#lib/base/cache-tags.ts"
import { isForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { inboxOf } from "#lib/db/patterns/notifications.ts"
import { readStateOf, readStatesOf } from "#lib/db/patterns/reading.ts"
import { can, canSeeCategory, isPublic, isStaff, isSuspended } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { visibleTopic } from "#lib/forum/visible.ts"
import { cached } from "#lib/web/cached.ts"

/** A page names at most this many topics. */
export const MAX_TOPICS = 60

export type ViewerTopic = {
  can: { reply: boolean; answer: boolean; move: boolean; editAny: boolean; editOwn: boolean; like: boolean }
  /** The newest post that the viewer has had on the screen. */
  lastRead: string | null
  /** Posts of the topic that the viewer likes. */
  likes: string[]
}

export type Viewer = {
  /** Null for guests. */
  me: {
    id: string
    name: string
    staff: boolean
    suspended: boolean
    /** Whether there are categories for them under /private. */
    hasPrivate: boolean
    /** Notifications that they have not read. */
    unread: number
  } | null
  topic?: ViewerTopic
  /** By topic; null where the viewer never was. */
  topics?: Record<string, string | null>
}

/** @param ask ids as they came in the address: what is no id, or not for this actor, is not answered */
export async function viewerOf(actor: Actor, ask: { topic?: string; topics?: string }): Promise<Viewer> {
  if (actor.kind === "guest") return { me: null }
  const topic = Id.safeParse(ask.topic)
  const topics = idsIn(ask.topics)
  const [inbox, hasPrivate, one, marks] = await Promise.all([
    inboxOf(actor.id),
    hasPrivateCategories(actor),
    topic.success ? topicFor(actor, topic.data) : undefined,
    topics.length > 0 ? readStatesOf(actor.id, topics) : [],
  ])
  return {
    me: {
      id: actor.id,
      name: actor.name,
      staff: isStaff(actor),
      suspended: isSuspended(actor),
      hasPrivate,
      unread: inbox.unread,
    },
    ...(one && { topic: one }),
    ...(topics.length > 0 && {
      topics: Object.fromEntries(
        topics.map((id) => [id, marks.find((mark) => mark.topic === id)?.lastRead ?? null]),
      ),
    }),
  }
}

/** Asked at every page that a member opens, so what categories there are is kept; who may read which is not. */
const loadReaders = cached(
  "readers",
  () => [CATEGORIES],
  async () => [...new Set((await listCategories()).map(({ readers }) => readers))],
)

async function hasPrivateCategories(actor: Actor): Promise<boolean> {
  const kinds = await loadReaders()
  return kinds.some((readers) => !isPublic({ readers }) && canSeeCategory(actor, { readers }))
}

async function topicFor(
  actor: Extract<Actor, { kind: "member" }>,
  id: string,
): Promise<ViewerTopic | undefined> {
  try {
    const [scene, state] = await Promise.all([visibleTopic(actor, id), readStateOf(actor.id, id)])
    const mayReply = can(actor, "topic.reply", scene)
    const active = !isSuspended(actor) && !scene.topic.removed
    return {
      can: {
        reply: mayReply,
        answer: can(actor, "topic.answer", scene),
        move: can(actor, "topic.move", scene),
        editAny: active && isStaff(actor),
        editOwn: mayReply,
        like: active,
      },
      lastRead: state?.lastRead ?? null,
      likes: [...(state?.likes ?? [])],
    }
  } catch (error) {
    if (isForumError(error, "not-found")) return undefined
    throw error
  }
}

function idsIn(list = ""): string[] {
  const ids = list.split(",", MAX_TOPICS).map((text) => Id.safeParse(text))
  return [...new Set(ids.flatMap((id) => (id.success ? [id.data] : [])))]
}
