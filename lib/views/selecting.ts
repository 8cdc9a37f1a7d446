/** Topics of a category, posts of a topic or of a member, for staff to choose from; and what an act would make of them. */
import { ForumError } from "#lib/base/errors.ts"
import { type Cursor, formatCursor, parseCursor } from "#lib/base/page.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { pinnedNow } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { isClosed, type Topic } from "#lib/db/items/topics.ts"
import { postsWrittenBy } from "#lib/db/patterns/belongings.ts"
import { findPosts, pagesOf, postsByAuthor, postsOnPage } from "#lib/db/patterns/posts.ts"
import { findTopics, removedTopics, topicsByActivity } from "#lib/db/patterns/topics.ts"
import type { Member } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { memberForStaff } from "#lib/forum/clearing.ts"
import { type ManyAct, POST_ACTS, TOPIC_ACTS } from "#lib/forum/many.ts"
import { moderates } from "#lib/forum/ranks.ts"
import { MOST_SELECTED, OrderInput, previewOf, requireModerator } from "#lib/forum/selecting.ts"
import { visibleTopic } from "#lib/forum/visible.ts"
import { beginningOf } from "#lib/markup/excerpt.ts"
import {
  areaOf,
  categoryPath,
  permanentPath,
  postOptionsPath,
  staffMemberPath,
  topicPath,
} from "#lib/web/paths.ts"
import type { SelectFrom } from "#lib/web/staff-paths.ts"
import { type CategoryChoice, choiceOf, writableCategories } from "./writing.ts"

/** What an address asks for; as it came. */
export type SelectAsked = {
  from: SelectFrom
  at?: string | undefined
  items: string[]
  /** All that this page of the list shows, beside them. */
  all: boolean
  act?: string | undefined
  to?: string | undefined
  tags?: string | undefined
  look: boolean
}

export type SelectRow = {
  id: string
  title: string
  href: string
  /** How a post begins. */
  excerpt?: string
  author: string
  at: string
  pinned: boolean
  locked: boolean
  removed: boolean
}

export type SelectView = {
  from: SelectFrom
  place: { name: string; href: string }
  of: "topics" | "posts"
  rows: SelectRow[]
  /** What was chosen before and stands on another page of the list. */
  others: SelectRow[]
  chosen: string[]
  at?: string
  next?: string
  acts: readonly ManyAct[]
  categories: CategoryChoice[]
  typed: { act?: string; to?: string; tags?: string }
  most: number
  /** Why there is no preview. */
  wrong?: { field: string; message: string }
  preview?: SelectPreview
}

export type SelectPreview = {
  act: ManyAct
  category?: { id: string; name: string }
  tags: string[]
  items: string[]
  will: { id: string; title: string; author: string }[]
  left: { id: string; title: string; why: string }[]
  /** How many members would be told. */
  told: number
}

type Listed = Pick<SelectView, "place" | "rows"> & { next?: string }

/** @throws ForumError unauthenticated, not-found: also to who does not moderate it */
export async function loadSelect(actor: Member, asked: SelectAsked): Promise<SelectView> {
  requireModerator(actor)
  const { from, at, items, act, to, tags } = asked
  const of = from.kind === "category" ? "topics" : "posts"
  const categories = await visibleCategories(actor)
  const listed = await listOf(actor, asked, categories)
  const others = items.filter((id) => !listed.rows.some((row) => row.id === id)).slice(0, MOST_SELECTED)
  // An id stands in the place of what was hidden: of what one does not moderate nothing is shown for it.
  const theirs = categories.filter(({ id }) => moderates(actor, id))
  const into = of === "topics" ? await writableCategories(actor) : []
  const acts = (of === "topics" ? TOPIC_ACTS : POST_ACTS).filter((one) =>
    from.removed ? one === "restore" : one !== "restore" || from.kind === "topic",
  )
  return {
    ...{ from, of, acts, most: MOST_SELECTED, ...listed },
    chosen: asked.all ? [...new Set([...items, ...listed.rows.map(({ id }) => id)])] : items,
    others: await (of === "topics" ? topicRows : postRows)(others, theirs),
    categories: into.map(choiceOf(into)),
    typed: { ...(act && { act }), ...(to && { to }), ...(tags && { tags }) },
    ...(at && { at }),
    ...(asked.look && (await lookedAt(actor, asked, of, categories))),
  }
}

async function lookedAt(
  actor: Member,
  { items, act, to, tags }: SelectAsked,
  of: SelectView["of"],
  categories: Category[],
): Promise<Pick<SelectView, "wrong" | "preview">> {
  const { data: order, error } = OrderInput.safeParse({ of, act, items, tags, ...(to && { category: to }) })
  if (!order) {
    const { path, message } = error.issues[0]!
    return { wrong: { field: String(path[0] ?? "items"), message } }
  }
  const effects = await previewOf(actor, order)
  const will = effects.filter((effect) => "writes" in effect)
  const target = categories.find(({ id }) => id === order.category)
  return {
    preview: {
      ...{ act: order.act, items: order.items, tags: order.tags },
      ...(order.act === "move" && target && { category: { id: target.id, name: target.name } }),
      will: will.map(({ id, title, author }) => ({ id, title, author: author.name })),
      left: effects.flatMap((effect) =>
        "left" in effect ? [{ id: effect.id, title: effect.title, why: effect.left }] : [],
      ),
      told: new Set(will.map(({ author }) => author.id).filter((id) => id !== actor.id)).size,
    },
  }
}

function listOf(actor: Member, asked: SelectAsked, categories: Category[]): Promise<Listed> {
  const { kind } = asked.from
  if (kind === "category") return topicsIn(actor, asked, categories)
  return kind === "topic" ? postsIn(actor, asked) : postsBy(actor, asked, categories)
}

async function topicsIn(actor: Member, { from, at }: SelectAsked, categories: Category[]): Promise<Listed> {
  const category = categories.find(({ id }) => id === from.id)
  if (!category || !moderates(actor, category.id)) throw new ForumError("not-found", "category-missing")
  const list = from.removed ? removedTopics : topicsByActivity
  const { items, older } = await list(category.id, cursorIn(at))
  return {
    place: {
      name: category.name,
      href: categoryPath(category.slug ?? category.id, { area: areaOf(category) }),
    },
    rows: items.map((topic) => topicRow(topic, category)),
    ...(older && { next: formatCursor(older) }),
  }
}

async function postsIn(actor: Member, { from, at }: SelectAsked): Promise<Listed> {
  const { topic, category } = await visibleTopic(actor, from.id)
  if (!moderates(actor, topic.category)) throw new ForumError("not-found", "topic-missing")
  const n = /^[1-9]\d{0,5}$/.test(at ?? "") ? Number(at) : 1
  const posts = (await postsOnPage(topic.id, n)) ?? []
  return {
    place: { name: topic.title, href: topicPath(topic, { area: areaOf(category) }) },
    rows: posts.map((post) => postRow(post, topic)),
    ...(n < pagesOf(topic.postCount) && { next: String(n + 1) }),
  }
}

/** So many that were removed, the last ones: what is older is found in its topic. */
const REMOVED = 30

async function postsBy(actor: Member, { from, at }: SelectAsked, categories: Category[]): Promise<Listed> {
  const user = await memberForStaff(actor, from.id)
  const place = { name: user.name, href: staffMemberPath(user.id) }
  const topics = new Map<string, Topic>()
  const seen = async (posts: Post[]): Promise<Post[]> => {
    for (const topic of await findTopics([...new Set(posts.map(({ topic }) => topic))]))
      if (categories.some(({ id }) => id === topic.category)) topics.set(topic.id, topic)
    return posts.filter(({ topic }) => topics.has(topic))
  }
  const { items, older } = from.removed
    ? {
        items: await seen((await postsWrittenBy(user.id, { removed: true, limit: REMOVED })).items),
        older: undefined,
      }
    : await postsByAuthor(user.id, seen, cursorIn(at))
  return {
    place,
    rows: items.map((post) => postRow(post, topics.get(post.topic)!)),
    ...(older && { next: formatCursor(older) }),
  }
}

const cursorIn = (text: string | undefined): Cursor | undefined => (text ? parseCursor(text) : undefined)

async function topicRows(ids: string[], categories: Category[]): Promise<SelectRow[]> {
  return (await findTopics(ids)).flatMap((topic) => {
    const category = categories.find(({ id }) => id === topic.category)
    return category ? [topicRow(topic, category)] : []
  })
}

async function postRows(ids: string[], categories: Category[]): Promise<SelectRow[]> {
  const posts = await findPosts(ids)
  const topics = await findTopics([...new Set(posts.map(({ topic }) => topic))])
  return posts.flatMap((post) => {
    const topic = topics.find(({ id }) => id === post.topic)
    return topic && categories.some(({ id }) => id === topic.category) ? [postRow(post, topic)] : []
  })
}

function topicRow(topic: Topic, category: Category): SelectRow {
  return {
    ...{ id: topic.id, title: topic.title, author: topic.author.name, at: topic.lastPostAt },
    href: topic.removed ? postOptionsPath(topic.firstPost) : topicPath(topic, { area: areaOf(category) }),
    ...{ pinned: pinnedNow(category).includes(topic.id), locked: isClosed(topic) },
    removed: topic.removed !== undefined,
  }
}

function postRow(post: Post, topic: Topic): SelectRow {
  const isFirst = post.id === topic.firstPost
  return {
    ...{ id: post.id, title: topic.title, excerpt: beginningOf(post.html), author: post.author.name },
    ...{ at: post.createdAt, href: post.removed ? postOptionsPath(post.id) : permanentPath(post.id) },
    ...{ pinned: false, locked: false },
    removed: post.removed !== undefined || (isFirst && topic.removed !== undefined),
  }
}
