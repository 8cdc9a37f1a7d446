/** Every address of the forum. Public pages keep everything in the path: a query would make them uncacheable. */
import { type Boundary, type Cursor, formatCursor } from "#lib/base/page.ts"

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
/** The same with a sentence: `said` is a word that the page knows one for, `problem` the code of a refusal. */
export const signInSayingPath = (asked: {
  next?: string | undefined
  said?: string
  problem?: string
}): string => {
  const those = Object.entries(asked).filter(([, value]) => value) as [string, string][]
  return `/sign-in?${new URLSearchParams(those)}`
}
export const registerPath = (next?: string): string => `/register${next ? `?next=${part(next)}` : ""}`
export const forgotPath = (): string => "/forgot"
export const signInWithPath = (provider: string, next?: string): string =>
  `/sign-in/with/${part(provider)}${next ? `?next=${part(next)}` : ""}`
/** Asks for a link that signs in. */
export const signInByMailPath = (next?: string): string => `/sign-in/mail${next ? `?next=${part(next)}` : ""}`

/** The second page of signing in. */
export const secondStepPath = (next?: string): string =>
  `/sign-in/code${next && next !== "/" ? `?next=${part(next)}` : ""}`
/** Two-step sign-in: whether it is on, its recovery codes, and setting it up. */
export const twoStepPath = (): string => "/settings/two-step"
export const twoStepSetUpPath = (): string => "/settings/two-step/set-up"

/** Where a link in a mail leads: a page with a button, so that who only looks at links does not use them up. */
export function mailLinkPath(
  page: "verify" | "reset" | "link" | "settings/notifications/address" | "settings/account/leave",
  token: string,
  next?: string,
): string {
  const on = next && safeNext(next) !== "/" ? `&next=${part(safeNext(next))}` : ""
  return `/${page}?token=${part(token)}${on}`
}
/** Where a member chooses what comes by mail. */
export const mailSettingsPath = (): string => "/settings/notifications"
/** Ends mail without signing in: a page with a button. */
export const unsubscribePath = (token: string): string => `/unsubscribe/${token}`
/** The same for mail programs, which send a POST (RFC 8058). */
export const oneClickPath = (token: string): string => `/api/unsubscribe/${token}`
export const accountPath = (): string => "/account"
/** Another name, one's own data, leaving. */
export const accountSettingsPath = (): string => "/settings/account"
export const archivePath = (saga: string): string => `/settings/account/archive/${saga.toLowerCase()}`
/** The picture beside one's name. */
/** Where staff take something off a profile. */
export const clearProfilePath = (member: string): string => `/moderation/profile/${member.toLowerCase()}`
export const profileSettingsPath = (): string => "/settings/profile"
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

/** What waits for staff, by kinds. */
export const QUEUES = ["all", "reports", "held", "newcomers", "appeals", "messages"] as const
export type Queue = (typeof QUEUES)[number]
/** All of it: short, for it is in the script of every page. */
export const queuePath = (): string => "/moderation"
export const moderationPath = (queue: Queue = "all", after?: Boundary): string =>
  `/moderation${queue === "all" && !after ? "" : `/${queue}`}${after ? tail({ direction: "newer", from: after }) : ""}`
/** A case for staff. @param before only what happened before that version */
export const staffCasePath = (id: string, before?: number): string =>
  `/moderation/case/${id.toLowerCase()}${before ? `?before=${before}` : ""}`

/** The administrators' panel. Its first page shows how the forum does. */
export const adminPath = (): string => "/admin"
export const watchedWordsPath = (): string => "/admin/words"
/** What goes on behind the pages, and what could not be done. @param after the dead letter behind which the list goes on */
export const machinePath = (after?: string): string =>
  after ? `/admin/machine?${new URLSearchParams({ after })}` : "/admin/machine"
export const deadLetterPath = (id: string): string => `/admin/machine/letters/${part(id)}`
/** Mail that waits or was given up. */
export const outboxPath = (): string => "/admin/outbox"
/** What the forum costs. @param month `yyyy-mm`, this one unless told */
export const costsPath = (month?: string): string =>
  month ? `/admin/costs?${new URLSearchParams({ month })}` : "/admin/costs"
/** For how long: the last days, or the last months. */
export const OVERVIEW_SPANS = ["30", "90", "months"] as const
export type OverviewSpan = (typeof OVERVIEW_SPANS)[number]
export function overviewPath(span: OverviewSpan, category?: string): string {
  const query = new URLSearchParams({ ...(span !== "30" && { span }), ...(category && { category }) })
  return query.size > 0 ? `/admin?${query}` : "/admin"
}

/** A member for staff: their past, and what can be done. @param notes only notes before that one */
export const staffMemberPath = (id: string, notes?: string): string =>
  `/moderation/member/${id.toLowerCase()}${notes ? `?notes=${notes.toLowerCase()}` : ""}`

/** Where staff remove all that somebody wrote. */
export const sweepPath = (name?: string): string => `/moderation/sweep${name ? `?names=${part(name)}` : ""}`

/** Where staff warn, silence or suspend many at once. @param asked fields of its form, names or ids among them */
export const sanctionsPath = (asked: Record<string, string> = {}): string =>
  `/moderation/members${Object.keys(asked).length > 0 ? `?${new URLSearchParams(asked)}` : ""}`

/** From what staff choose many: topics of a category, posts of a topic or of a member; or of those what was removed. */
export type SelectFrom = { kind: "category" | "topic" | "member"; id: string; removed?: boolean }
/** Where staff look at what a merge or a split would change. @param post where they came from */
export const mergePath = (asked: { topic: string; other: string; post: string }): string =>
  `/moderation/merge?${new URLSearchParams(asked)}`
export const splitPath = (asked: {
  post: string
  which: string
  title: string
  category: string
}): string => {
  const { post, which, title, category } = asked
  return `/moderation/split?${new URLSearchParams({ post, which, title, category })}`
}

export const SELECT_PATH = "/moderation/select"
/** Many topics of a category: short, for it is in the script of every page. */
export const selectTopicsPath = (category: string): string => `${SELECT_PATH}?category=${part(category)}`
export function selectPath({ kind, id, removed }: SelectFrom, more: [string, string][] = []): string {
  const query = new URLSearchParams([[kind, kind === "category" ? id : id.toLowerCase()], ...more])
  if (removed) query.set("list", "removed")
  return `${SELECT_PATH}?${query}`
}

/** What a member has told staff. @param after the place of the last entry on the page before */
export const ownCasesPath = (after?: string): string => `/cases${after ? `/${part(after)}` : ""}`

/** What of the staff log: by whom (a name), which kind of acts, in which month (`yyyy-mm`), in which category (its id). */
export type LogOf = { by?: string; type?: string; month?: string; category?: string }
/** The staff log; this month's when nothing is said. */
export function staffLogPath({ by, type, month, category }: LogOf = {}, after?: string): string {
  const asked = Object.entries({ by, type, month, category, after }).filter(([, value]) => value) as [
    string,
    string,
  ][]
  return `/moderation/log${asked.length > 0 ? `?${new URLSearchParams(asked)}` : ""}`
}

/** What the moderators did, for everybody. @param month `yyyy-mm` @param after the place of the last entry on the page before */
export const publicLogPath = (month?: string, after?: string): string =>
  `/log${month ? `/${month}` : ""}${month && after ? `/${part(after)}` : ""}`

/** What the forum says of itself: in general, its rules, its privacy. */
export const aboutPath = (text?: string): string => `/about${text && text !== "about" ? `/${text}` : ""}`
export const adminAppearancePath = (): string => `${adminPath()}/appearance`
/** Open invitations: one's own, and everybody's for administrators. */
export const invitationsPath = (): string => "/invitations"
export const adminInvitationsPath = (after?: string): string =>
  `${adminPath()}/invitations${after ? `?${new URLSearchParams({ after })}` : ""}`
/** Where somebody registers by an invitation. */
export const invitationPath = (secret: string): string => `/register?invitation=${part(secret)}`
/** All tags of the forum, and one. */
export const adminTagsPath = (): string => `${adminPath()}/tags`
export const adminTagPath = (tag: string): string => `${adminTagsPath()}/one/${part(tag)}`
export const adminTextsPath = (): string => `${adminPath()}/texts`
/** The first steps of a new forum. */
export const adminSetupPath = (): string => `${adminPath()}/setup`
export const adminSettingsPath = (): string => `${adminPath()}/settings`
export const adminMembersPath = (): string => `${adminPath()}/members`
export const adminMemberPath = (member: string): string => `${adminMembersPath()}/${member.toLowerCase()}`
/** Where an account becomes part of another one of the same person. */
export const mergeMemberPath = (member: string): string => `${adminMemberPath(member)}/merge`
/** The administrators' pages of categories: all, a new one, one, its end. */
export const adminCategoriesPath = (): string => `${adminPath()}/categories`
export const newCategoryPath = (): string => `${adminCategoriesPath()}/new`
export const adminCategoryPath = (category: string): string =>
  `${adminCategoriesPath()}/one/${part(category)}`
export const endCategoryPath = (category: string): string => `${adminCategoryPath(category)}/end`

/** A month of the staff log as a file. */
export const staffLogFilePath = (month: string, format: "csv" | "ndjson"): string =>
  `/moderation/export/${month}.${format}`

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
/** What follows by itself from writing. */
export const watchingSettingsPath = (): string => "/settings/watching"

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
