/** Lists of topics that only their owner sees, each page made for them. */
import { nowIso } from "#lib/base/clock.ts"
import { type Cursor, type Page, parseCursor } from "#lib/base/page.ts"
import type { Level } from "#lib/db/items/watching.ts"
import type { Member } from "#lib/forum/actor.ts"
import {
  followedCategories,
  keptTopicsFor,
  newPostsIn,
  newTopicsFor,
  type Outlook,
  type OwnTopic,
  outlookOf,
  unreadInCategories,
  unreadTopicsFor,
  writtenTopicsFor,
} from "#lib/forum/own-lists.ts"
import type { OwnList } from "#lib/web/paths.ts"
import { rowsOf, type TopicRow } from "./topic-rows.ts"

/** A topic as it stands to the member. */
export type OwnRow = TopicRow & {
  level: Level
  bookmarked: boolean
  unread: boolean
  /** How many posts are new, where it is known. */
  newPosts?: number
  /** The newest post that was read: reading goes on behind it. */
  lastRead?: string
}

export type OwnPage = { rows: OwnRow[]; older?: Cursor; newer?: Cursor; isFirst: boolean }

export type OwnListView = OwnPage & {
  list: Exclude<OwnList, "bookmarks">
  /** When this was read: what comes later is not marked as read with it. */
  asOf: string
  /** Of what is unread: topics of categories that one follows. Absent where one follows none. */
  inCategories?: OwnPage
}

/** One of a member's lists, from a cursor on; null when there is no such page. */
export async function ownListPage(
  member: Member,
  list: OwnListView["list"],
  cursorText?: string,
): Promise<OwnListView | null> {
  const cursor = cursorText === undefined ? undefined : parseCursor(cursorText)
  if (cursorText !== undefined && !cursor) return null
  const asOf = nowIso()
  const outlook = await outlookOf(member)
  // These two are gone through from the newest on.
  if (list === "new" && cursor && cursor.direction !== "older") return null
  const page = await LISTS[list](outlook, cursor)
  const hasMore = list === "unread" && !cursor && followedCategories(outlook).length > 0
  return {
    list,
    asOf,
    ...pageOf(outlook, page, cursor),
    ...(hasMore && { inCategories: pageOf(outlook, await unreadInCategories(outlook), undefined) }),
  }
}

/** The topics of followed categories alone, from a cursor on; null when there is no such page. */
export async function unreadInCategoriesPage(member: Member, cursorText: string): Promise<OwnPage | null> {
  const cursor = parseCursor(cursorText)
  if (cursor?.direction !== "older") return null
  const outlook = await outlookOf(member)
  return pageOf(outlook, await unreadInCategories(outlook, cursor), cursor)
}

const LISTS: Record<OwnListView["list"], (outlook: Outlook, cursor?: Cursor) => Promise<Page<OwnTopic>>> = {
  new: newTopicsFor,
  unread: unreadTopicsFor,
  mine: writtenTopicsFor,
  watched: keptTopicsFor,
}

function pageOf(
  outlook: Outlook,
  { items, older, newer }: Page<OwnTopic>,
  cursor: Cursor | undefined,
): OwnPage {
  const own = new Map(items.map((one) => [one.topic.id, one]))
  const rows = rowsOf(
    items.map(({ topic }) => topic),
    outlook.categories,
  ).map((row) => ({ ...row, ...standingOf(own.get(row.id)!) }))
  return { rows, ...(older && { older }), ...(newer && { newer }), isFirst: cursor === undefined }
}

function standingOf(own: OwnTopic): Omit<OwnRow, keyof TopicRow> {
  const { state, level, unread } = own
  const newPosts = unread ? newPostsIn(own) : undefined
  return {
    level,
    bookmarked: (state?.bookmarks?.size ?? 0) > 0,
    unread,
    ...(newPosts !== undefined && { newPosts }),
    ...(state?.lastRead && { lastRead: state.lastRead }),
  }
}
