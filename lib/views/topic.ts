/** A page of a topic. What was removed leaves a note; its text never reaches a page. */

import { CATEGORIES, topicTag } from "#lib/base/cache-tags.ts"
import { isForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { isClosed, type Topic, timerAhead } from "#lib/db/items/topics.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { getPost, POSTS_PER_PAGE, pageOfPost, pagesOf, postsOnPage } from "#lib/db/patterns/posts.ts"
import { can } from "#lib/forum/access.ts"
import { type Actor, GUEST } from "#lib/forum/actor.ts"
import { toldOf } from "#lib/forum/removal.ts"
import { canSeeCategory } from "#lib/forum/seeing.ts"
import { visiblePost, visibleTopic } from "#lib/forum/visible.ts"
import { onceMore } from "#lib/markup/again.ts"
import { markBareLinks } from "#lib/markup/bare-links.ts"
import { cached } from "#lib/web/cached.ts"
import { type Area, areaOf } from "#lib/web/paths.ts"
import { type CategoryLink, linkTo } from "./categories.ts"

export type PostView = {
  id: string
  /** Its place in the topic, from 1. */
  number: number
  author: { id: string; name: string }
  createdAt: string
  editedAt?: string
  /** Safe HTML; empty when the post was removed. */
  html: string
  likeCount: number
  replyTo?: { id: string; author: string }
  /** What was said to it on the same page. */
  replies?: { id: string; number: number; author: string }[]
  isFirst: boolean
  isAnswer: boolean
  removed?: "by-author" | "by-staff"
  /** Why staff hid it, in their words. */
  why?: string
}

export type TopicHead = {
  id: string
  slug: string
  title: string
  area: Area
  category: CategoryLink
  author: { id: string; name: string }
  excerpt: string
  tags: string[]
  createdAt: string
  lastPostAt: string
  lastPost: { id: string; author: string }
  replyCount: number
  likeCount: number
  locked: boolean
  /** When it closes or opens by itself. */
  timer?: { at: string; locked: boolean }
  removed: boolean
  /** Whether its category is one of questions. */
  question: boolean
}

export type TopicView = {
  topic: TopicHead
  /** The post that the viewer has just deleted and can bring back, where they come from deleting it. */
  undo?: string
  page: number
  pages: number
  posts: PostView[]
  /** How many posts the topic has as far as this page knows, and on which page the next one will stand. */
  known: number
  nextPage: number
  /** On the first page of an answered question: the answer, and where it stands among the replies. */
  answer?: { post: PostView; page: number }
}

/** Page `n` of a topic as the actor sees it, or null: hidden, removed and unknown are the same. */
export async function topicPage(
  actor: Actor,
  idText: string,
  n: number,
  { consistent = false } = {},
): Promise<TopicView | null> {
  const id = Id.safeParse(idText)
  if (!id.success) return null
  const [scene, posts] = await Promise.all([
    sceneOf(actor, id.data, consistent),
    postsOnPage(id.data, n, { consistent }),
  ])
  // What was merged into another topic has its page there.
  if (scene && scene.topic.id !== id.data) return null
  if (!scene || !posts || (n > 1 && posts.length === 0)) return null
  const { topic, category } = scene
  const [parent, answer] = await Promise.all([
    category.parent ? findCategory(category.parent) : undefined,
    n === 1 ? answerOf(scene, posts) : undefined,
  ])
  // The row may not count yet what is there already.
  const known = Math.max(topic.postCount, (n - 1) * POSTS_PER_PAGE + posts.length)
  const seen = [category, ...(parent && canSeeCategory(actor, parent) ? [parent] : [])]
  return {
    topic: headOf(topic, category, seen),
    page: n,
    pages: Math.max(pagesOf(topic.postCount), n),
    known,
    nextPage: pagesOf(known + 1),
    posts: withReplies(posts.map((post, index) => viewOf(post, scene, (n - 1) * POSTS_PER_PAGE + index + 1))),
    ...(answer && { answer }),
  }
}

/** A topic with its category, if the actor may see it. */
export async function sceneOf(
  actor: Actor,
  id: string,
  consistent: boolean,
): Promise<{ topic: Topic; category: Category } | undefined> {
  try {
    return await visibleTopic(actor, id, { consistent })
  } catch (error) {
    if (isForumError(error, "not-found")) return undefined
    throw error
  }
}

function headOf(topic: Topic, category: Category, seen: Category[]): TopicHead {
  const timer = timerAhead(topic)
  return {
    id: topic.id,
    slug: topic.slug,
    title: topic.title,
    area: topic.removed ? "private" : areaOf(category),
    category: linkTo(category, seen),
    author: topic.author,
    excerpt: topic.excerpt,
    tags: topic.tags,
    createdAt: topic.createdAt,
    lastPostAt: topic.lastPostAt,
    lastPost: { id: topic.lastPost.id, author: topic.lastPost.author.name },
    replyCount: topic.postCount - 1,
    likeCount: topic.likeCount,
    locked: isClosed(topic),
    ...(timer && { timer }),
    removed: topic.removed !== undefined,
    question: category.kind === "question",
  }
}

type Scene = { topic: Topic; category: Category }

function viewOf(post: Post, { topic, category }: Scene, number: number): PostView {
  const { removed } = post
  return {
    id: post.id,
    number,
    author: post.author,
    createdAt: post.createdAt,
    isFirst: post.id === topic.firstPost,
    isAnswer: !removed && post.id === topic.answer?.post,
    ...(post.replyTo && { replyTo: { id: post.replyTo.id, author: post.replyTo.author.name } }),
    ...(removed
      ? {
          ...{ html: "", likeCount: 0, removed: removed.byStaff ? "by-staff" : "by-author" },
          ...toldOf(removed, category),
        }
      : {
          html: markBareLinks(post.html),
          likeCount: post.likeCount,
          ...(post.editedAt && { editedAt: post.editedAt }),
        }),
  }
}

/** Each post with those on the page that answer it. What was removed says nothing any more. */
function withReplies(posts: PostView[]): PostView[] {
  const saying = posts.filter(({ removed, replyTo }) => !removed && replyTo)
  const to = Map.groupBy(saying, ({ replyTo }) => replyTo!.id)
  return posts.map((post) => {
    const replies = to.get(post.id)?.map(({ id, number, author }) => ({ id, number, author: author.name }))
    return replies && !post.removed ? { ...post, replies } : post
  })
}

async function answerOf(scene: Scene, onPage: Post[]): Promise<TopicView["answer"]> {
  const { topic } = scene
  if (!topic.answer) return undefined
  const id = topic.answer.post
  const index = onPage.findIndex((post) => post.id === id)
  const post = onPage[index] ?? (await getPost(topic.id, id))
  if (!post || post.removed) return undefined
  const page = index >= 0 ? 1 : await pageOfPost(topic.id, id)
  const view = viewOf(post, scene, index + 1)
  return { post: { ...view, html: onceMore(view.html) }, page }
}

/**
 * A page of a topic that everybody may see. Read consistently: it is kept, and what made it stale was written a
 * moment ago.
 */
export const loadTopic = cached(
  "topic",
  (id: string, _page: number) => [topicTag(id.toUpperCase()), CATEGORIES],
  async (id, page) => publicPart(await topicPage(GUEST, id, page, { consistent: true })),
)

function publicPart(view: TopicView | null): TopicView | null {
  return view?.topic.area === "public" ? view : null
}

/** The page on which a post lies, read consistently: right after it was written, whatever the caches hold. */
export async function freshTopicPage(actor: Actor, id: string, post: string): Promise<TopicView | null> {
  const [topic, wanted] = [Id.safeParse(id), Id.safeParse(post)]
  if (!topic.success || !wanted.success) return null
  const page = await pageOfPost(topic.data, wanted.data, { consistent: true })
  const view = await topicPage(actor, topic.data, page, { consistent: true })
  const isGone = view?.posts.some(({ id, removed }) => id === wanted.data && removed)
  return view && isGone && (await mayUndo(actor, wanted.data)) ? { ...view, undo: wanted.data } : view
}

/** Whether the actor has deleted the post themselves, and may bring it back. */
async function mayUndo(actor: Actor, id: string): Promise<boolean> {
  try {
    const scene = await visiblePost(actor, id, { consistent: true })
    const isOwn = actor.kind === "member" && scene.post.removed?.by.id === actor.id
    return isOwn && can(actor, "post.restore", scene)
  } catch (error) {
    if (isForumError(error, "not-found")) return false
    throw error
  }
}
