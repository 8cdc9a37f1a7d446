/** The inbox: what a member was told, as far as they may see it now. */
import { type Cursor, type Page, parseCursor } from "#lib/base/page.ts"
import type { Category } from "#lib/db/items/categories.ts"
import {
  type CaseNews,
  type Inbox,
  isUnread,
  type Notification,
  type NotificationKind,
} from "#lib/db/items/notifications.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findUsers } from "#lib/db/patterns/imports.ts"
import { getPosts, inboxOf, notificationsOf } from "#lib/db/patterns/notifications.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import type { Member } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { beginningOf, shorten } from "#lib/markup/excerpt.ts"
import { type CategoryLink, linkTo } from "./categories.ts"

const MAX_EXCERPT = 140

export type NotificationRow = {
  id: string
  kind: NotificationKind
  /** What happened, where it is about a moderation case in place of a post. */
  news?: CaseNews
  unread: boolean
  /** Names, the latest first, and how many more there are. */
  by: string[]
  others: number
  /** Of the topic, as it is called now. */
  title: string
  category?: CategoryLink
  /** Whether the post began its topic. */
  isFirst: boolean
  excerpt: string
  at: string
}

export type NotificationsView = Page<NotificationRow> & { unread: number; isFirst: boolean }

/** A page of what the member was told, newest first; null where the cursor is none. */
export async function loadNotifications(member: Member, cursor?: string): Promise<NotificationsView | null> {
  const from = cursor === undefined ? undefined : parseCursor(cursor)
  if (cursor !== undefined && !from) return null
  const [page, inbox] = await Promise.all([notificationsPage(member, from), inboxOf(member.id, fresh)])
  const rows = await rowsOf(member, page.items, inbox)
  return { ...page, items: rows, unread: inbox.unread, isFirst: from === undefined }
}

/** Who has just marked something sees it. */
const fresh = { consistent: true }

function notificationsPage(member: Member, from: Cursor | undefined): Promise<Page<Notification>> {
  return notificationsOf(member.id, from, fresh)
}

async function rowsOf(member: Member, list: Notification[], inbox: Inbox): Promise<NotificationRow[]> {
  const ofPosts = await rowsOfPosts(
    member,
    list.filter((one) => !one.case),
  )
  return list.flatMap((one) => {
    const row = one.case ? rowOfCase(one) : ofPosts.get(one.id)
    return row ? [{ ...row, unread: isUnread(one, inbox) }] : []
  })
}

type Row = Omit<NotificationRow, "unread">

/** It says nothing of what the case is about: who may see that is asked by the page to which it leads. */
function rowOfCase({ id, kind, case: about, createdAt }: Notification): Row {
  return {
    ...{ id, kind, at: createdAt, by: [], others: 0, title: "", isFirst: false },
    ...(about && { news: about.news }),
    excerpt: shorten(about?.words ?? "", MAX_EXCERPT),
  }
}

async function rowsOfPosts(member: Member, list: Notification[]): Promise<Map<string, Row>> {
  const posts = await postsOf(list)
  const topics = new Map(
    (await findTopics([...new Set([...posts.values()].map(({ topic }) => topic))])).map((one) => [
      one.id,
      one,
    ]),
  )
  const [categories, names] = await Promise.all([visibleCategories(member), namesIn(list)])
  return new Map(
    list.flatMap((one) => {
      const post = posts.get(one.post)
      const topic = post && topics.get(post.topic)
      const row = post && topic && rowOf(one, { post, topic, categories, names })
      return row ? [[one.id, row] as const] : []
    }),
  )
}

/** People as they are called now: who took another name, or left, is not told of by the old one. */
async function namesIn(list: Notification[]): Promise<Map<string, string>> {
  const ids = new Set(list.flatMap(({ by }) => by.map(({ id }) => id)))
  return new Map((await findUsers([...ids])).map(({ id, name }) => [id, name]))
}

/** A post that was moved is looked for by its id. */
async function postsOf(list: Notification[]): Promise<Map<string, Post>> {
  const found = await getPosts(list.map(({ topic, post }) => ({ topic, id: post })))
  const posts = await Promise.all(found.map((post, i) => post ?? findPost(list[i]!.post)))
  return new Map(posts.flatMap((post) => (post ? [[post.id, post]] : [])))
}

/** "Ann, Ben and Cid", but "Ann, Ben and 2 others". */
function peopleOf(names: string[], count: number): Pick<NotificationRow, "by" | "others"> {
  const by = names.slice(0, count > names.length ? 2 : names.length)
  return { by, others: Math.max(0, count - by.length) }
}

type Around = { post: Post; topic: Topic; categories: Category[]; names: Map<string, string> }

/** Nothing where the receiver may not see it now, whatever they might when they were told. */
function rowOf(
  { id, kind, by, count, createdAt }: Notification,
  { post, topic, categories, names }: Around,
): Row | undefined {
  const category = categories.find((one) => one.id === topic.category)
  if (!category || post.removed || topic.removed) return undefined
  return {
    ...{ id, kind, at: createdAt, title: topic.title, isFirst: post.id === topic.firstPost },
    ...peopleOf(
      by.flatMap(({ id }) => names.get(id) ?? []),
      count,
    ),
    category: linkTo(category, categories),
    excerpt: beginningOf(post.html, MAX_EXCERPT),
  }
}
