/** What belongs to the viewer of a page that is the same for all: fetched after it, and never cached. */

import { isForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { readStateOf, readStatesOf } from "#lib/db/patterns/reading.ts"
import { can, isPublic, isStaff, isSuspended } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { visibleTopic } from "#lib/forum/visible.ts"

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
  const [categories, one, marks] = await Promise.all([
    visibleCategories(actor),
    topic.success ? topicFor(actor, topic.data) : undefined,
    topics.length > 0 ? readStatesOf(actor.id, topics) : [],
  ])
  return {
    me: {
      id: actor.id,
      name: actor.name,
      staff: isStaff(actor),
      suspended: isSuspended(actor),
      hasPrivate: categories.some((category) => !isPublic(category)),
    },
    ...(one && { topic: one }),
    ...(topics.length > 0 && {
      topics: Object.fromEntries(
        topics.map((id) => [id, marks.find((mark) => mark.topic === id)?.lastRead ?? null]),
      ),
    }),
  }
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
