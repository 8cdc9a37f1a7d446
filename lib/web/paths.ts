/**
 * The addresses that pages for everybody lead to, and so the scripts of every page; those of accounts (account-paths.ts), of
 * staff (staff-paths.ts) and of administrators (admin-paths.ts) beside them: a module more would weigh where people read
 * (docs/adr/0151). Public pages keep everything in the path: a query would make them uncacheable.
 */
import { type Cursor, formatCursor } from "#lib/base/page.ts"

/** What is not open to everyone lives under /private: rendered per viewer, never cached. */
export type Area = "public" | "private"

/** In which area lies what this category holds. */
export const areaOf = (category: { readers: string }): Area =>
  category.readers === "everyone" ? "public" : "private"

const start = (area: Area): string => (area === "private" ? "/private" : "")
const tail = (cursor?: Cursor): string => (cursor ? `/${formatCursor(cursor)}` : "")
const part = encodeURIComponent

export const ORDERS = ["activity", "newest", "unanswered", "top", "top-month"] as const
export type Order = (typeof ORDERS)[number]

export const homePath = (): string => "/"
export const privatePath = (): string => "/private"
export const latestPath = (cursor?: Cursor): string => (cursor ? `/latest${tail(cursor)}` : "/")

/** Topics of all categories that nobody has answered. */
export const unansweredPath = (cursor?: Cursor): string => `/unanswered${tail(cursor)}`

/** The best topics of all categories that are open to everyone: of all time, of this month. */
export const TOP_PERIODS = ["all", "month"] as const
export type TopPeriod = (typeof TOP_PERIODS)[number]
export const topPath = (period: TopPeriod = "all", page = 1): string =>
  `/top/${period}${page > 1 ? `/${page}` : ""}`

/** A category in an order; top lists are paged by number in place of a cursor. */
export function categoryPath(
  category: string,
  {
    area = "public",
    order = "activity",
    cursor,
    page,
  }: { area?: Area; order?: Order; cursor?: Cursor; page?: number } = {},
): string {
  const at = cursor ? tail(cursor) : page && page > 1 ? `/${page}` : ""
  const ordered = order === "activity" && !at ? "" : `/${order}`
  return `${start(area)}/c/${part(category)}${ordered}${at}`
}

export type TopicPlace = { slug: string; id: string }

/** A page of a topic; `post` scrolls to it. */
export function topicPath(
  { slug, id }: TopicPlace,
  { area = "public", page = 1, post }: { area?: Area; page?: number; post?: string } = {},
): string {
  const anchor = post ? `#${postAnchor(post)}` : ""
  return `${start(area)}/t/${part(slug)}/${id.toLowerCase()}${page > 1 ? `/${page}` : ""}${anchor}`
}

/** Where a page asks whether there is something new on it. */
export const livePath = (of: "topic" | "category" | "home", id = "now", area: Area = "public"): string =>
  `/api/live${start(area)}/${of}/${part(of === "topic" ? id.toLowerCase() : id)}`

/** Where one lands after writing: read consistently, whatever the caches hold. */
export const freshPath = ({ slug, id }: TopicPlace, post: string, area: Area = "public"): string =>
  `${start(area)}/t/${part(slug)}/${id.toLowerCase()}/fresh/${post.toLowerCase()}#${postAnchor(post)}`

/** The form that answers a topic, or one post of it; `quote` fills in that post's text. */
export const replyPath = (
  { slug, id }: TopicPlace,
  post?: string,
  area: Area = "public",
  { quote = false } = {},
): string =>
  `${start(area)}/t/${part(slug)}/${id.toLowerCase()}/reply${post ? `?to=${post.toLowerCase()}${quote ? "&quote=1" : ""}` : ""}`

export const postAnchor = (post: string): string => `p-${post.toLowerCase()}`

/** The permanent address of a post: it survives renaming, moving and merging. */
export const permanentPath = (post: string): string => `/p/${post.toLowerCase()}`
/** The post after one: where somebody goes on who has read that one. */
export const continuePath = (post: string): string => `/p/${post.toLowerCase()}/next`
/** Where a jump inside a topic is answered: `?post=`, `?date=`, `?page=`. */
export const jumpPath = (topic: string): string => `/jump/${topic.toLowerCase()}`
/** What the viewer may do with a post; the way without script. */
export const postOptionsPath = (post: string): string => `/post/${post.toLowerCase()}`
export const editPath = (post: string): string => `/post/${post.toLowerCase()}/edit`
export const historyPath = (post: string, before?: number): string =>
  `/post/${post.toLowerCase()}/history${before ? `?before=${before}` : ""}`
/** One version of a post with all of its source. */
export const versionPath = (post: string, n: number): string => `/post/${post.toLowerCase()}/history/${n}`
/** What a member has begun to write. */
export const draftsPath = (cursor?: Cursor): string => `/drafts${tail(cursor)}`
/** One draft, whatever became of the place it was for. */
export const draftPath = (place: string): string => `/drafts/text/${place.toLowerCase()}`
/** Where a form keeps its text while one types. */
export const draftApiPath = (place: string): string => `/api/drafts/${place.toLowerCase()}`
/** What is sent where a page could not be made. Nothing leads to it. */
export const wrongPath = (): string => "/wrong"
/** Stands in place of the answer to a form that brought too much. */
export const tooLargePath = (): string => "/too-large"
/** Is sent for an address that cannot be read. */
export const incompletePath = (): string => "/incomplete"
/** Where a text is shown that could not be sent and has no page to go on with. */
export const keptPath = (): string => "/kept"

export const newTopicPath = (category?: string): string =>
  `/new${category ? `?category=${part(category)}` : ""}`
export const tagPath = (tag: string, cursor?: Cursor): string => `/tag/${part(tag)}${tail(cursor)}`

export const memberPath = (name: string): string => `/u/${part(name)}`
export const memberTopicsPath = (name: string, cursor?: Cursor): string =>
  `/u/${part(name)}/topics${tail(cursor)}`
export const memberPostsPath = (name: string, cursor?: Cursor): string =>
  `/u/${part(name)}/posts${tail(cursor)}`
export const memberAnswersPath = (name: string, cursor?: Cursor): string =>
  `/u/${part(name)}/answers${tail(cursor)}`

export const signInPath = (next?: string): string => `/sign-in${next ? `?next=${part(next)}` : ""}`
export const registerPath = (next?: string): string => `/register${next ? `?next=${part(next)}` : ""}`
export const accountPath = (): string => "/account"
/** The picture beside one's name, and what stands under it. */
export const profileSettingsPath = (): string => "/settings/profile"

/** All that waits for staff. The rest of theirs: staff-paths.ts. */
export const queuePath = (): string => "/moderation"

/** A member for staff: their past, and what can be done. @param notes only notes before that one */
export const staffMemberPath = (id: string, notes?: string): string =>
  `/moderation/member/${id.toLowerCase()}${notes ? `?notes=${notes.toLowerCase()}` : ""}`

export const SELECT_PATH = "/moderation/select"
/** Many topics of a category, to choose from. */
export const selectTopicsPath = (category: string): string => `${SELECT_PATH}?category=${part(category)}`

/** Takes a picture for a text. Where pictures are found: lib/uploads/address.ts. */
export const uploadsApiPath = (): string => "/api/uploads"
/** How far something is that takes longer than a request. */
export const progressPath = (saga: string): string => `/progress/${saga.toLowerCase()}`

/** Says what is wrong with a post (or its topic), or with a member. */
export const reportPath = (post: string): string => `/report/post/${post.toLowerCase()}`
export const reportMemberPath = (name: string): string => `/report/member/${part(name)}`
/** Writes to staff. */
export const messagePath = (): string => "/message"
/** A case as it concerns one: a report, what was hidden, a conversation with staff. */
export const casePath = (id: string, before?: number): string =>
  `/case/${id.toLowerCase()}${before ? `?before=${before}` : ""}`

/** What a member has told staff. @param after the place of the last entry on the page before */
export const ownCasesPath = (after?: string): string => `/cases${after ? `/${part(after)}` : ""}`

/** What the moderators did, for everybody. @param month `yyyy-mm` @param after the place of the last entry on the page before */
export const publicLogPath = (month?: string, after?: string): string =>
  `/log${month ? `/${month}` : ""}${month && after ? `/${part(after)}` : ""}`

/** What the forum says of itself: in general, its rules, its privacy. */
export const aboutPath = (text?: string): string => `/about${text && text !== "about" ? `/${text}` : ""}`

/** What a member was told. */
export const notificationsPath = (cursor?: Cursor): string => `/notifications${tail(cursor)}`
/** Marks a notification as read and leads to its post. */
export const notificationPath = (id: string): string => `/notifications/open/${id.toLowerCase()}`
/** Lists of topics that are each member's own. */
export const OWN_LISTS = ["unread", "new", "mine", "watched", "bookmarks"] as const
export type OwnList = (typeof OWN_LISTS)[number]
export const ownListPath = (list: OwnList = "unread", cursor?: Cursor): string =>
  `/lists/${list}${tail(cursor)}`
/** The second half of what is unread: topics of followed categories. */
export const unreadInCategoriesPath = (cursor?: Cursor): string => `/lists/unread/categories${tail(cursor)}`

export const PEOPLE_LISTS = ["following", "followers", "muted"] as const
export type PeopleList = (typeof PEOPLE_LISTS)[number]
/** @param after the id of the last member on the page before */
export const peoplePath = (list: PeopleList, after?: string): string =>
  `/people/${list}${after ? `/${after.toLowerCase()}` : ""}`

/** Where one chooses how closely to follow something; the way without script. */
export const watchTopicPath = (topic: string): string => `/watch/topic/${topic.toLowerCase()}`
export const watchCategoryPath = (category: string): string => `/watch/category/${part(category)}`
export const watchMemberPath = (name: string): string => `/watch/member/${part(name)}`

/** What a feed is of: the forum, a category, a tag, a topic by its id, a member by name. */
export type FeedOf = ["c" | "tag" | "t" | "u", name: string]
/** A feed for programs that tell people what is new (Atom). */
export const feedPath = (of?: FeedOf): string =>
  of ? `/feed/${of[0]}/${part(of[0] === "t" ? of[1].toLowerCase() : of[1])}` : "/feed"

/** The picture that goes with a link: of the forum, a topic or a category. */
export const cardPath = (of?: ["t" | "c", id: string]): string =>
  of ? `/card/${of[0]}/${part(of[0] === "t" ? of[1].toLowerCase() : of[1])}` : "/card/forum"

/** A return address from a form or a query: only a path of this forum, otherwise home. */
export function safeNext(next: unknown): string {
  if (typeof next !== "string" || !/^\/(?![/\\])[^\s\\]*$/.test(next)) return "/"
  if (!URL.canParse(next, "http://forum.invalid")) return "/"
  const { host, pathname } = new URL(next, "http://forum.invalid")
  // "/.//elsewhere" is a path of ours that becomes "//elsewhere" when its dots are resolved.
  return host === "forum.invalid" && !pathname.startsWith("//") ? next : "/"
}

/** The fields of the search form, as its address carries them; empty ones are left out. */
export type SearchFields = Partial<
  Record<"q" | "category" | "tag" | "author" | "after" | "before" | "order" | "topic" | "from", string>
>

export function searchPath(fields: SearchFields = {}): string {
  const query = new URLSearchParams(Object.entries(fields).filter(([, value]) => value))
  return `/search${query.size > 0 ? `?${query}` : ""}`
}
/** Topics that are similar to a title, for whoever types one. */
export const similarPath = (title: string): string => `/api/similar?${new URLSearchParams({ title })}`
/** What the composer asks while one writes: how the text will look, what a form needs, who may be meant. */
export const previewApiPath = (): string => "/api/preview"
export const composeApiPath = (page: string): string => `/api/compose?${new URLSearchParams({ page })}`
export const peopleApiPath = (ask: { topic?: string; q?: string }): string =>
  `/api/people?${new URLSearchParams(ask)}`
/** A post by itself, for who opens a quote of it. */
export const postApiPath = (post: string): string => `/api/post/${post.toLowerCase()}`
