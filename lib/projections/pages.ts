/** Which pages are stale: whatever process changes something, what shows it is made anew. */
import {
  CATEGORIES,
  categoryTag,
  EVERYTHING,
  HOME,
  LOG,
  LOOK,
  memberTag,
  nameTag,
  oldAddressTag,
  READ_ONLY,
  SETTINGS,
  SITEMAP,
  tagTag,
  topicPlaceTag,
  topicTag,
} from "#lib/base/cache-tags.ts"
import { Categories, Tops } from "#lib/db/items/categories.ts"
import { PageMarks, Posts } from "#lib/db/items/posts.ts"
import { AllSettings, ForumTexts, OldAddresses, OldPosts } from "#lib/db/items/site.ts"
import { Tags, TagTopics, Topics } from "#lib/db/items/topics.ts"
import { isPending, type User, UserNames, Users } from "#lib/db/items/users.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import type { SettingKey } from "#lib/forum/settings-list.ts"
import { type Change, images, type Projection } from "./contract.ts"

/** Makes stale, for everybody and from now on, what carries one of these tags (lib/base/cache-tags.ts). */
export type Expire = (tags: readonly string[]) => Promise<void>

let expire: Expire = async () => {}

/** Whoever runs projections says how pages are reached: the worker tells the web server, tests listen. */
export function expirePagesBy(port: Expire): void {
  expire = port
}

const STALE: Record<string, (change: Change) => string[]> = {
  Topic: ofTopic,
  Post: ofPost,
  PageMark: (change) => either(images(PageMarks, change)).map(({ topic }) => topicTag(topic)),
  Category: ofCategory,
  Top: (change) => either(images(Tops, change)).map(({ category }) => categoryTag(category)),
  Tag: (change) => either(images(Tags, change)).map(({ tag }) => tagTag(tag)),
  TagTopic: (change) => either(images(TagTopics, change)).map(({ tag }) => tagTag(tag)),
  User: ofUser,
  UserName: (change) => either(images(UserNames, change)).map(({ skeleton }) => nameTag(skeleton)),
  CaseEvent: () => [LOG],
  ForumSettings: ofSettings,
  ForumText: ofText,
  HomePins: () => [HOME],
  Look: () => [LOOK],
  OldAddress: (change) => either(images(OldAddresses, change)).map(({ address }) => oldAddressTag(address)),
  OldPosts: (change) => either(images(OldPosts, change)).map(({ address }) => oldAddressTag(address)),
}

export const pages: Projection = {
  name: "pages",
  entities: Object.keys(STALE),
  // It asks the table for nothing, and who reads waits for it.
  prompt: true,
  async apply(changes) {
    const tags = new Set(changes.flatMap(staleAfter))
    if (tags.size > 0) await expire([...tags])
  },
  async *rebuild() {
    await expire([EVERYTHING])
    yield { cursor: "", done: "All pages are made anew when they are asked for." }
  },
}

/** The tags of everything that shows what this change changed. */
export function staleAfter(change: Change): string[] {
  return STALE[change.entityType]?.(change) ?? []
}

type Images<T> = { before?: T; after?: T }

const either = <T>({ before, after }: Images<T>): T[] => [before, after].filter((one) => one !== undefined)

/** The names of all that either of the two has, without some. */
function namesIn<T extends object>({ before, after }: Images<T>, without: readonly string[]): (keyof T)[] {
  return Object.keys({ ...before, ...after }).filter((name) => !without.includes(name)) as (keyof T)[]
}

/** Whether the two differ in one of these respects, or one is not there. */
function differ<T>({ before, after }: Images<T>, respects: (keyof T)[]): boolean {
  if (!before || !after) return true
  return respects.some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

/** What is set; whether one may write, and whether there is a public log, is on every page. */
function ofSettings(change: Change): string[] {
  const { before, after } = images(AllSettings, change)
  const changed = (key: SettingKey): boolean => before?.values[key] !== after?.values[key]
  return [SETTINGS, ...(changed("read-only") ? [READ_ONLY] : []), ...(changed("public-log") ? [LOOK] : [])]
}

/** A text; and where one comes or goes, whether pages lead to any. */
function ofText(change: Change): string[] {
  const { before, after } = images(ForumTexts, change)
  const is = (text?: { html: string }): boolean => text !== undefined && text.html !== ""
  return is(before) === is(after) ? [SETTINGS] : [SETTINGS, LOOK]
}

/** A row is in many lists. What a link to the topic says, or whether there may be one, is on more pages. */
function ofTopic(change: Change): string[] {
  const seen = images(Topics, change)
  if (!differ(seen, namesIn(seen, UNSEEN))) return []
  const lists = either(seen).flatMap(({ id, category, author, tags }) => [
    topicTag(id),
    categoryTag(category),
    memberTag(author.id),
    ...tags.map(tagTag),
  ])
  const isElsewhere = differ(seen, ["title", "slug", "category", "firstPost", "removed", "merged"])
  const links = either(seen).flatMap(({ id }) => (isElsewhere ? [topicPlaceTag(id), SITEMAP, LOG] : []))
  return [HOME, ...lists, ...links]
}

function ofPost(change: Change): string[] {
  return either(images(Posts, change)).flatMap(({ topic, author }) => [topicTag(topic), memberTag(author.id)])
}

/** What changes with every reply. All else of a category may be on any page, and may decide who sees it. */
const FIGURES = ["topicCount", "postCount", "lastPostAt"]
/** What is kept for whoever counts and writes. */
const UNSEEN = ["appliedThrough", "corrected", "moving", "updatedAt", "version"]

function ofCategory(change: Change): string[] {
  const seen = images(Categories, change)
  if (!differ(seen, namesIn(seen, UNSEEN))) return []
  const isOther = differ(seen, namesIn(seen, [...FIGURES, ...UNSEEN]))
  const own = [HOME, ...either(seen).map(({ id }) => categoryTag(id))]
  return isOther ? [CATEGORIES, SITEMAP, ...own] : own
}

/** What the pages about a member say. Sessions, limits and the rest of the item are nobody's to see. */
const SHOWN: (keyof User)[] = [
  ...(["name", "role", "about", "topicCount", "postCount"] as const),
  ...(["likesReceived", "answerCount", "email", "verifiedAt"] as const),
]

function ofUser(change: Change): string[] {
  const seen = images(Users, change)
  if (!differ(seen, SHOWN)) return []
  const isOther = seen.before?.name !== seen.after?.name || pending(seen.before) !== pending(seen.after)
  return either(seen).flatMap(({ id, name, formerNames = [] }) => [
    memberTag(id),
    // Whoever was called something else before is led on from there.
    ...(isOther ? [name, ...formerNames].map((one) => nameTag(skeletonOf(one))) : []),
  ])
}

const pending = (user: User | undefined): boolean => user === undefined || isPending(user)
