/** A member and what they wrote, newest first: only what everybody may see. */

import { CATEGORIES, memberTag, nameTag } from "#lib/base/cache-tags.ts"
import { type Cursor, type Page, parseCursor } from "#lib/base/page.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { isPending, type Role } from "#lib/db/items/users.ts"
import { postsByAuthor } from "#lib/db/patterns/posts.ts"
import { answersByAuthor } from "#lib/db/patterns/thanks.ts"
import { findTopics, topicsByAuthor } from "#lib/db/patterns/topics.ts"
import { userBySkeleton } from "#lib/db/patterns/users.ts"
import { renderAbout } from "#lib/forum/about.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { isSameName, skeletonOf } from "#lib/forum/names.ts"
import { presentNameOf } from "#lib/forum/renaming.ts"
import { beginningOf } from "#lib/markup/excerpt.ts"
import { cached } from "#lib/web/cached.ts"
import { linkToTopic, loadTopicLink, type TopicLink } from "./topic-link.ts"
import { rowsOf, type TopicRow } from "./topic-rows.ts"

export type MemberHead = {
  id: string
  name: string
  role: Role
  /** What they say about themselves: its beginning without marks, and all of it as safe HTML. */
  about: string
  aboutHtml: string
  joinedAt: string
  topicCount: number
  postCount: number
  likesReceived: number
  answerCount: number
}

/** A post in a list: where it stands and how it begins. */
export type PostRow = {
  id: string
  topic: TopicLink
  excerpt: string
  createdAt: string
  likeCount: number
  isFirst: boolean
}

/** Topics whose posts are left out, because not everybody may see them now. Never shown. */
type LeftOut = { leftOut: string[] }

export type MemberView = { member: MemberHead; topics: TopicRow[]; posts: PostRow[] } & LeftOut
export type MemberTopicsView = {
  member: MemberHead
  topics: TopicRow[]
  older?: Cursor
  newer?: Cursor
  isFirst: boolean
}
export type MemberPostsView = {
  member: MemberHead
  posts: PostRow[]
  older?: Cursor
  newer?: Cursor
  isFirst: boolean
} & LeftOut

/** How much of each list the profile itself shows. */
const ON_PROFILE = 5

/**
 * Who has this name, in any case; the head carries the name as it is written. Whoever has not confirmed their
 * address is no member yet.
 */
export async function memberNamed(name: string): Promise<MemberHead | null> {
  const skeleton = skeletonOf(name)
  // Longer than any name, and the table refuses to look for very long ones.
  if (skeleton.length > 200) return null
  const user = await userBySkeleton(skeleton)
  if (!user || !isSameName(user.name, name) || isPending(user)) return null
  const { id, role, about, createdAt, topicCount, postCount, likesReceived = 0, answerCount = 0 } = user
  const figures = { topicCount, postCount, likesReceived, answerCount }
  const { excerpt, html: aboutHtml } = renderAbout(id, about)
  return { id, name: user.name, role, about: excerpt, aboutHtml, joinedAt: createdAt, ...figures }
}

/** Who once had this name, as they are called now: the address of then leads there. */
async function formerlyNamed(name: string): Promise<MemberHead | null> {
  const present = skeletonOf(name).length > 200 ? undefined : await presentNameOf(name)
  return present ? memberNamed(present) : null
}

/** A member's profile: who they are, their latest topics and posts. */
export async function memberPage(id: string, name: string): Promise<MemberView | null> {
  const member = await memberNamed(name)
  if (!member || member.id !== id) return null
  const categories = await visibleCategories(GUEST)
  const [topics, posts] = await Promise.all([
    topicsOf(member, categories, undefined, ON_PROFILE),
    postsOf(member, categories, undefined, ON_PROFILE),
  ])
  const { items, leftOut } = posts
  return { member, topics: rowsOf(topics.items, categories), posts: items, leftOut }
}

/** Topics that a member started; null where there is no such page. */
export async function memberTopicsPage(
  id: string,
  name: string,
  cursorText?: string,
): Promise<MemberTopicsView | null> {
  const [member, cursor] = [await memberNamed(name), cursorOf(cursorText)]
  if (!member || member.id !== id || cursor === null) return null
  const categories = await visibleCategories(GUEST)
  const { items, older, newer } = await topicsOf(member, categories, cursor)
  if (cursor && items.length === 0 && !older) return null
  return { member, topics: rowsOf(items, categories), older, newer, isFirst: !cursor }
}

/** Posts that a member wrote, first posts of topics included; null where there is no such page. */
export async function memberPostsPage(
  id: string,
  name: string,
  cursorText?: string,
): Promise<MemberPostsView | null> {
  const [member, cursor] = [await memberNamed(name), cursorOf(cursorText)]
  if (!member || member.id !== id || cursor === null) return null
  const { items, older, newer, leftOut } = await postsOf(member, await visibleCategories(GUEST), cursor)
  if (cursor && items.length === 0 && !older) return null
  return { member, posts: items, older, newer, isFirst: !cursor, leftOut }
}

/** Posts of a member that were accepted as answers; null where there is no such page. */
export async function memberAnswersPage(
  id: string,
  name: string,
  cursorText?: string,
): Promise<MemberPostsView | null> {
  const [member, cursor] = [await memberNamed(name), cursorOf(cursorText)]
  if (!member || member.id !== id || cursor === null) return null
  const list: ListOfPosts = (visible) => answersByAuthor(id, visible, cursor)
  const { items, older, newer, leftOut } = await rowsOfPosts(list, await visibleCategories(GUEST))
  if (cursor && items.length === 0 && !older) return null
  return { member, posts: items, older, newer, isFirst: !cursor, leftOut }
}

function topicsOf(
  member: MemberHead,
  categories: Category[],
  cursor?: Cursor,
  size?: number,
): Promise<Page<Topic>> {
  return topicsByAuthor(member.id, (topic) => isIn(categories, topic), cursor, size)
}

function postsOf(
  member: MemberHead,
  categories: Category[],
  cursor: Cursor | undefined,
  size?: number,
): Promise<Page<PostRow> & LeftOut> {
  return rowsOfPosts((visible) => postsByAuthor(member.id, visible, cursor, size), categories)
}

/** A list of posts that leaves out what `visible` does. */
type ListOfPosts = (visible: (posts: Post[]) => Promise<Post[]>) => Promise<Page<Post>>

async function rowsOfPosts(list: ListOfPosts, categories: Category[]): Promise<Page<PostRow> & LeftOut> {
  const topics = new Map<string, Topic>()
  const asked = new Set<string>()
  const page = await list(async (posts) => {
    for (const { topic } of posts) asked.add(topic)
    for (const topic of await findTopics(posts.map((post) => post.topic))) {
      if (!topic.removed && isIn(categories, topic)) topics.set(topic.id, topic)
    }
    return posts.filter((post) => !post.removed && topics.has(post.topic))
  })
  return {
    ...page,
    items: page.items.map((post) => rowOf(post, topics.get(post.topic)!, categories)),
    leftOut: [...asked].filter((topic) => !topics.has(topic)),
  }
}

function rowOf(post: Post, topic: Topic, categories: Category[]): PostRow {
  return {
    id: post.id,
    topic: linkToTopic(topic, categories)!,
    excerpt: beginningOf(post.html),
    createdAt: post.createdAt,
    likeCount: post.likeCount,
    isFirst: post.id === topic.firstPost,
  }
}

const isIn = (categories: Category[], topic: Topic): boolean =>
  categories.some(({ id }) => id === topic.category)

/** Null is a cursor that is none. */
function cursorOf(text?: string): Cursor | undefined | null {
  return text === undefined ? undefined : (parseCursor(text) ?? null)
}

const tagsOf = (id: string, _name: string, _cursor?: string): string[] => [memberTag(id), CATEGORIES]

/** Whose name it is, and how they write it: what an address needs. */
export const loadNamed = cached(
  "member-name",
  (name: string) => [nameTag(skeletonOf(name))],
  async (name): Promise<{ id: string; name: string } | null> => {
    const member = (await memberNamed(name)) ?? (await formerlyNamed(name))
    return member && { id: member.id, name: member.name }
  },
)

export const loadMemberHead = cached("member-head", tagsOf, (_id, name) => memberNamed(name))
export const loadMemberTopics = cached("member-topics", tagsOf, memberTopicsPage)

const loadProfile = cached("member", tagsOf, memberPage)
const loadPosts = cached("member-posts", tagsOf, memberPostsPage)
const loadAnswers = cached("member-answers", tagsOf, memberAnswersPage)

export async function loadMember(id: string, name: string): Promise<MemberView | null> {
  return inTheirTopics(await loadProfile(id, name), () => memberPage(id, name))
}

export async function loadMemberPosts(
  id: string,
  name: string,
  cursor?: string,
): Promise<MemberPostsView | null> {
  return inTheirTopics(await loadPosts(id, name, cursor), () => memberPostsPage(id, name, cursor))
}

export async function loadMemberAnswers(
  id: string,
  name: string,
  cursor?: string,
): Promise<MemberPostsView | null> {
  return inTheirTopics(await loadAnswers(id, name, cursor), () => memberAnswersPage(id, name, cursor))
}

/**
 * Most are topics of others, who may change title or place: each brings its own tag to the page. So do those that
 * are left out; when one of them is back, the list is read again, because it carries only the member's tag.
 */
async function inTheirTopics<V extends { posts: PostRow[] } & LeftOut>(
  kept: V | null,
  readAgain: () => Promise<V | null>,
): Promise<V | null> {
  const back = await Promise.all((kept?.leftOut ?? []).map((id) => loadTopicLink(id)))
  const view = back.every((topic) => topic === null) ? kept : await readAgain()
  if (!view) return null
  const rows = await Promise.all(
    view.posts.map(async (post) => {
      const topic = await loadTopicLink(post.topic.id)
      return topic && { ...post, topic }
    }),
  )
  return { ...view, posts: rows.filter((row) => row !== null) }
}
