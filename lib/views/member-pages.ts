/** What a member wrote, newest first: only what everybody may see. */
import { type Cursor, type Page, parseCursor } from "#lib/base/page.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { postsByAuthor } from "#lib/db/patterns/posts.ts"
import { answersByAuthor, mostLiked } from "#lib/db/patterns/thanks.ts"
import { topicsByAuthor } from "#lib/db/patterns/topics.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { cached } from "#lib/web/cached.ts"
import { type MemberHead, memberNamed, tagsOfMember } from "./member.ts"
import { inTheirTopics, type LeftOut, type PostRow, rowsOfPosts } from "./post-rows.ts"
import { rowsOf, type TopicRow } from "./topic-rows.ts"

export type MemberView = {
  member: MemberHead
  /** What most people like of what they wrote. */
  liked: PostRow[]
  topics: TopicRow[]
  posts: PostRow[]
} & LeftOut
type Ways = { older?: Cursor | undefined; newer?: Cursor | undefined; isFirst: boolean }
export type MemberTopicsView = { member: MemberHead; topics: TopicRow[] } & Ways
export type MemberPostsView = { member: MemberHead; posts: PostRow[] } & Ways & LeftOut

/** How much of each list the profile itself shows. */
const ON_PROFILE = 5

/** A member's profile: who they are, their latest topics and posts. */
export async function memberPage(id: string, name: string): Promise<MemberView | null> {
  const member = await memberNamed(name)
  if (!member || member.id !== id) return null
  const categories = await visibleCategories(GUEST)
  const [liked, topics, posts] = await Promise.all([
    rowsOfPosts(async (visible) => ({ items: await mostLiked(id, visible, ON_PROFILE) }), categories),
    topicsOf(member, categories, undefined, ON_PROFILE),
    rowsOfPosts((visible) => postsByAuthor(id, visible, undefined, ON_PROFILE), categories),
  ])
  return {
    member,
    liked: liked.items,
    topics: rowsOf(topics.items, categories),
    posts: posts.items,
    leftOut: [...new Set([...liked.leftOut, ...posts.leftOut])],
  }
}

/** Topics that a member started; null where there is no such page. */
export async function memberTopicsPage(
  id: string,
  name: string,
  cursorText?: string,
): Promise<MemberTopicsView | null> {
  const found = await pageOfMember(id, name, cursorText, topicsOf)
  if (!found) return null
  const { items, categories, ...page } = found
  return { ...page, topics: rowsOf(items, categories) }
}

/** Posts that a member wrote, first posts of topics included; null where there is no such page. */
export async function memberPostsPage(
  id: string,
  name: string,
  cursorText?: string,
): Promise<MemberPostsView | null> {
  const found = await pageOfMember(id, name, cursorText, (member, categories, cursor) =>
    rowsOfPosts((visible) => postsByAuthor(member.id, visible, cursor), categories),
  )
  return found && postsIn(found)
}

/** Posts of a member that were accepted as answers; null where there is no such page. */
export async function memberAnswersPage(
  id: string,
  name: string,
  cursorText?: string,
): Promise<MemberPostsView | null> {
  const found = await pageOfMember(id, name, cursorText, (member, categories, cursor) =>
    rowsOfPosts((visible) => answersByAuthor(member.id, visible, cursor), categories),
  )
  return found && postsIn(found)
}

type Found<T> = { member: MemberHead; categories: Category[]; items: T[] } & Ways

/** A page of one of the member's lists, of what is in categories that everybody may read. */
async function pageOfMember<T, P extends Page<T>>(
  id: string,
  name: string,
  cursorText: string | undefined,
  list: (member: MemberHead, categories: Category[], cursor: Cursor | undefined) => Promise<P & Page<T>>,
): Promise<(Found<T> & Omit<P, keyof Page<T>>) | null> {
  const cursor = cursorText === undefined ? undefined : parseCursor(cursorText)
  if (cursorText !== undefined && !cursor) return null
  const member = await memberNamed(name)
  if (!member || member.id !== id) return null
  const categories = await visibleCategories(GUEST)
  const page = await list(member, categories, cursor)
  if (cursor && page.items.length === 0 && !page.older) return null
  return { ...page, member, categories, isFirst: !cursor }
}

function topicsOf(
  { id }: MemberHead,
  categories: Category[],
  cursor: Cursor | undefined,
  size?: number,
): Promise<Page<Topic>> {
  const isIn = (topic: Topic): boolean => categories.some(({ id }) => id === topic.category)
  return topicsByAuthor(id, isIn, cursor, size)
}

function postsIn({ items, categories: _, ...page }: Found<PostRow> & LeftOut): MemberPostsView {
  return { ...page, posts: items }
}

export const loadMemberTopics = cached("member-topics", tagsOfMember, memberTopicsPage)

const loadProfile = cached("member", tagsOfMember, memberPage)
const loadPosts = cached("member-posts", tagsOfMember, memberPostsPage)
const loadAnswers = cached("member-answers", tagsOfMember, memberAnswersPage)

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
