/** What belongs to the viewer of a page that is the same for all: fetched after it, and never cached. */

import { nowIso } from "#lib/base/clock.ts"
import { isForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { type Inbox, isUnread, type NotificationKind } from "#lib/db/items/notifications.ts"
import type { ReadState } from "#lib/db/items/users.ts"
import type { Level } from "#lib/db/items/watching.ts"
import { inboxOf, notificationsOf } from "#lib/db/patterns/notifications.ts"
import { readStateOf, readStatesOf } from "#lib/db/patterns/reading.ts"
import { keepingOf } from "#lib/db/patterns/watching.ts"
import { can } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { type Stance, stanceOn } from "#lib/forum/following.ts"
import { noticePresence } from "#lib/forum/presence.ts"
import { isStaff, moderates } from "#lib/forum/ranks.ts"
import { canSeeCategory, isPublic } from "#lib/forum/seeing.ts"
import { isSilenced, isSuspended } from "#lib/forum/suspended.ts"
import { visibleTopic } from "#lib/forum/visible.ts"
import { type CategoryStance, levelIn, stancesOnCategories } from "#lib/forum/watching.ts"
import { loadTree } from "./category-tree.ts"
import { waitingCases } from "./moderation.ts"

/** A page names at most this many topics. */
const MAX_TOPICS = 60

export type ViewerTopic = {
  can: { reply: boolean; answer: boolean; move: boolean; editAny: boolean; editOwn: boolean; like: boolean }
  /** The newest post that the viewer has had on the screen. */
  lastRead: string | null
  /** The place of that post, from 1, where it is known. */
  number?: number
  /** Posts of the topic that the viewer likes. */
  likes: string[]
  /** How closely they follow it: as they chose, else as its category. */
  level: Level
  /** Posts of the topic that they have bookmarked. */
  bookmarked: string[]
}

/** How far the viewer has read a topic in a list. */
export type ViewerRow = {
  lastRead?: string
  /** The place of that post, from 1. */
  number?: number
  /** A level that the viewer has for this topic alone. */
  level?: Level
  /** A post that names, quotes or answers them, of which they were told and have not seen it: the oldest of the newest. */
  called?: string
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
    /** Cases that wait for them; absent of who sees no queue. */
    waiting?: number
  } | null
  topic?: ViewerTopic
  /** By topic; null where the viewer never was. */
  topics?: Record<string, ViewerRow | null>
  /** The viewer's levels of categories, and until when everything counts as read: everywhere, and by category. */
  keeping?: {
    readThrough?: string
    categories: Record<string, { level?: Level; readThrough?: string }>
  }
  /** When this was so: what is marked as read is what came before. */
  asOf?: string
  /** How they stand to the member whose page it is. */
  stance?: Stance
}

/** @param ask ids as they came in the address: what is no id, or not for this actor, is not answered */
export async function viewerOf(
  actor: Actor,
  ask: { topic?: string; topics?: string; member?: string },
): Promise<Viewer> {
  if (actor.kind === "guest") return { me: null }
  noticePresence(actor)
  const topic = Id.safeParse(ask.topic)
  const topics = idsIn(ask.topics)
  const member = Id.safeParse(ask.member)
  const asOf = nowIso()
  const keeping = keepingOf(actor.id)
  const stances = categoryStances(actor, keeping)
  const [{ inbox, calls }, waiting, hasPrivate, one, marks, { general }, categories, stance] =
    await Promise.all([
      callsFor(actor.id, topics),
      waitingCases(actor, loadTree),
      hasPrivateCategories(actor),
      topic.success ? topicFor(actor, topic.data, stances) : undefined,
      topics.length > 0 ? readStatesOf(actor.id, topics) : [],
      keeping,
      stances,
      member.success && member.data !== actor.id ? stanceOn(actor.id, member.data) : undefined,
    ])
  return {
    me: {
      id: actor.id,
      name: actor.name,
      staff: isStaff(actor),
      suspended: isSuspended(actor) || isSilenced(actor),
      hasPrivate,
      unread: inbox.unread,
      ...(waiting !== undefined && { waiting }),
    },
    ...(one && { topic: one }),
    ...(topics.length > 0 && {
      topics: Object.fromEntries(
        topics.map((id) => [
          id,
          rowOf(
            marks.find((mark) => mark.topic === id),
            calls.get(id),
          ),
        ]),
      ),
    }),
    keeping: {
      ...(general?.readThrough && { readThrough: general.readThrough }),
      categories: Object.fromEntries(
        [...categories].map(([id, { level, readThrough }]) => [
          id,
          { ...(level && { level }), ...(readThrough && { readThrough }) },
        ]),
      ),
    },
    asOf,
    ...(stance && { stance }),
  }
}

function rowOf(state: ReadState | undefined, called: string | undefined): ViewerRow | null {
  if (!state && !called) return null
  return {
    ...(state?.lastRead && { lastRead: state.lastRead }),
    ...(state?.lastNumber && { number: state.lastNumber }),
    ...(state?.level && { level: state.level }),
    ...(called && { called }),
  }
}

/** Somebody speaks to one, and does not only write where one reads. */
const CALLS: NotificationKind[] = ["mention", "quote", "reply"]

/** The inbox, and by topic a post that calls the viewer: among the newest that they were told, if any of it is unread. */
async function callsFor(
  user: string,
  topics: string[],
): Promise<{ inbox: Inbox; calls: Map<string, string> }> {
  const inbox = await inboxOf(user)
  if (topics.length === 0 || inbox.unread === 0) return { inbox, calls: new Map() }
  const { items } = await notificationsOf(user)
  const unread = items.filter((one) => isUnread(one, inbox) && CALLS.includes(one.kind))
  // The newest first: what is put in last is the oldest.
  return { inbox, calls: new Map(unread.map(({ topic, post }) => [topic, post])) }
}

/** How the viewer stands to the categories that they may see, also by the ones above. */
async function categoryStances(
  actor: Actor,
  keeping: ReturnType<typeof keepingOf>,
): Promise<Map<string, CategoryStance>> {
  const [tree, { categories }] = await Promise.all([loadTree(), keeping])
  return stancesOnCategories(
    categories,
    tree.filter(({ readers }) => canSeeCategory(actor, { readers })),
  )
}

async function hasPrivateCategories(actor: Actor): Promise<boolean> {
  const tree = await loadTree()
  return tree.some(({ readers }) => !isPublic({ readers }) && canSeeCategory(actor, { readers }))
}

async function topicFor(
  actor: Extract<Actor, { kind: "member" }>,
  id: string,
  stances: Promise<Map<string, CategoryStance>>,
): Promise<ViewerTopic | undefined> {
  try {
    const [scene, state, categories] = await Promise.all([
      visibleTopic(actor, id),
      readStateOf(actor.id, id),
      stances,
    ])
    const mayReply = can(actor, "topic.reply", scene)
    const active = !isSuspended(actor) && !scene.topic.removed
    return {
      can: {
        reply: mayReply,
        answer: can(actor, "topic.answer", scene),
        move: can(actor, "topic.move", scene),
        editAny: active && moderates(actor, scene.topic.category) && !isSilenced(actor),
        editOwn: mayReply,
        like: active,
      },
      lastRead: state?.lastRead ?? null,
      ...(state?.lastNumber && { number: state.lastNumber }),
      likes: [...(state?.likes ?? [])],
      level: levelIn(state, categories.get(scene.category.id)),
      bookmarked: [...(state?.bookmarks ?? [])],
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
