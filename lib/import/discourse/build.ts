/** A planned topic with its bodies, as the items that will be written. */
import { timeOf } from "#lib/base/ids.ts"
import { slugOf } from "#lib/base/slug.ts"
import { chunks } from "#lib/db/batch.ts"
import { counted } from "#lib/db/items/counted.ts"
import type { Removal } from "#lib/db/items/entity.ts"
import { PageMarks, PageStarts, type Post, Posts, type Revision, Revisions } from "#lib/db/items/posts.ts"
import { OLD_POSTS_PER_ITEM, OldAddresses, OldPosts } from "#lib/db/items/site.ts"
import { TagTopics, type Topic } from "#lib/db/items/topics.ts"
import { POSTS_PER_PAGE } from "#lib/db/patterns/posts.ts"
import { MAX_TAG, MAX_TAGS, MAX_TITLE, tagOf } from "#lib/forum/texts.ts"
import { RENDERER_VERSION } from "#lib/markup/render.ts"
import { t } from "#lib/words/t.ts"
import type { Archive, TopicFacts } from "./archive.ts"
import { type Piece, piecesOf, type TextOptions } from "./bodies.ts"
import type { ImportedMember, Members } from "./members.ts"
import { type PlannedPost, type PlannedTopic, pieceId } from "./topics.ts"

export type BuiltPost = {
  post: Post
  revision: Revision
  number: number
  /** Id of the post in the source. */
  source: number
  excerpt: string
}

export type BuiltTopic = {
  row: Topic
  posts: BuiltPost[]
  /** Marks, old addresses and tags. */
  others: Record<string, unknown>[]
  pinned: boolean
}

/** Who removed what was hidden there. */
const THEY = { id: "discourse", name: "Discourse" }

/** The posts of one source post: more than one where it is larger than an item. */
export function buildPosts(
  archive: Archive,
  planned: PlannedTopic,
  post: PlannedPost,
  body: { raw?: string; cooked: string },
  topic: string,
  members: Members,
  options: TextOptions,
): BuiltPost[] {
  const time = Date.parse(post.createdIso)
  const idOf = (n: number): string => pieceId(archive, post, n, Math.max(time, timeOf(post.id26)))
  const author = personOf(members.authorOf(post))
  const answered = post.replyTo === undefined ? undefined : planned.byNumber.get(post.replyTo)
  const editedAt = post.version > 1 && post.updatedAt ? new Date(post.updatedAt).toISOString() : undefined
  const removed = removalOf(post, author)
  return piecesOf(body, post.topic, idOf, options).map(({ source, html, excerpt }: Piece, n) => ({
    number: post.number,
    source: post.id,
    excerpt,
    post: {
      id: idOf(n),
      topic,
      author,
      html,
      renderer: RENDERER_VERSION,
      createdAt: post.createdIso,
      ...(editedAt && { editedAt }),
      version: 1,
      ...(n === 0 && post.likes > 0
        ? { likeCount: post.likes, importedLikes: post.likes }
        : { likeCount: 0 }),
      imported: true,
      ...(answered &&
        answered !== post && {
          replyTo: { id: answered.id26, author: personOf(members.authorOf(answered)) },
        }),
      ...(removed && { removed }),
    },
    revision: { post: idOf(n), n: 1, source, editor: author, createdAt: editedAt ?? post.createdIso },
  }))
}

/** The row of a topic and what hangs on it. */
export function buildTopic(
  planned: PlannedTopic,
  id: string,
  category: string,
  posts: BuiltPost[],
): BuiltTopic {
  const { facts } = planned
  const first = posts[0]!.post
  const last = posts.at(-1)!.post
  const removed = topicRemoval(facts, planned.posts[0]!, posts)
  const tags = tagsOf(facts)
  const answer = removed ? undefined : answerOf(planned, posts)
  const row: Topic = {
    id,
    category,
    title: titleOf(facts),
    slug: slugOf(titleOf(facts)),
    author: first.author,
    firstPost: first.id,
    excerpt: first.removed ? "" : posts[0]!.excerpt,
    tags,
    createdAt: first.createdAt,
    updatedAt: first.editedAt ?? first.createdAt,
    version: 1,
    postCount: posts.length,
    likeCount: posts.reduce((sum, { post }) => sum + post.likeCount, 0),
    lastPostAt: last.createdAt,
    lastPost: { id: last.id, author: last.author },
    locked: planned.locked,
    ...(answer && { answer }),
    ...(removed && { removed }),
  }
  const others = [
    ...pageMarks(id, posts),
    ...(removed ? [] : tags.map((tag) => TagTopics.encode({ tag, topic: id, category }))),
  ]
  return { row, posts, others, pinned: facts.pinned === true && !removed }
}

/** All items of a topic but its row, which comes last and in a transaction. */
export function itemsOf(topic: BuiltTopic): Record<string, unknown>[] {
  return [
    ...topic.posts.flatMap(({ post, revision }) => [Revisions.encode(revision), counted(Posts.encode(post))]),
    ...topic.others,
  ]
}

/** Where the old addresses of a topic and its posts lead. */
export function oldAddressesOf(number: number, topic: string, posts: BuiltPost[]): Record<string, unknown>[] {
  const address = `discourse#t#${number}`
  const parts = new Map<number, Record<string, string>>()
  for (const { number: n, post } of posts) {
    const chunk = Math.floor(n / OLD_POSTS_PER_ITEM)
    const part = parts.get(chunk) ?? {}
    part[String(n)] ??= post.id
    parts.set(chunk, part)
  }
  return [
    OldAddresses.encode({ address, to: { kind: "topic", topic } }),
    ...Array.from(parts, ([chunk, ids]) => OldPosts.encode({ address, chunk, posts: ids })),
  ]
}

function pageMarks(topic: string, posts: BuiltPost[]): Record<string, unknown>[] {
  return chunks(posts, POSTS_PER_PAGE)
    .slice(1)
    .flatMap(([first], i) => {
      const mark = { topic, page: i + 2, post: first!.post.id }
      return [PageMarks.encode(mark), PageStarts.encode(mark)]
    })
}

function removalOf(post: PlannedPost, author: { id: string; name: string }): Removal | undefined {
  if (!post.deleted && !post.hidden) return undefined
  const at = new Date(post.updatedAt ?? Date.parse(post.createdIso)).toISOString()
  if (post.deletedByAuthor) return { by: author, at, byStaff: false }
  return {
    by: THEY,
    at,
    byStaff: true,
    why: post.deleted ? t("imports.deleted") : t("imports.hidden"),
  }
}

function topicRemoval(facts: TopicFacts, first: PlannedPost, posts: BuiltPost[]): Removal | undefined {
  const isGone =
    facts.removed || (first.number === 1 && first.deleted) || posts.every(({ post }) => post.removed)
  if (!isGone) return undefined
  const at = posts[0]!.post.removed?.at ?? posts[0]!.post.createdAt
  return { by: THEY, at, byStaff: true, why: t("imports.topic-gone") }
}

function answerOf({ facts, byNumber, posts }: PlannedTopic, built: BuiltPost[]): Topic["answer"] {
  const accepted =
    posts.find((post) => post.accepted) ??
    (facts.answer === undefined ? undefined : byNumber.get(facts.answer))
  const found = accepted && built.find(({ post }) => post.id === accepted.id26)?.post
  if (!found || found.removed || found === built[0]!.post) return undefined
  return { post: found.id, author: found.author, at: found.createdAt }
}

function titleOf({ title, id }: TopicFacts): string {
  const clean = (title ?? "").replace(/(?![\t\n])\p{Cc}/gu, "").trim() || t("imports.topic", { number: id })
  return clean.length <= MAX_TITLE
    ? clean
    : `${clean
        .slice(0, MAX_TITLE - 1)
        .toWellFormed()
        .trimEnd()}…`
}

function tagsOf({ tags }: TopicFacts): string[] {
  const clean = tags.map((tag) => Array.from(tagOf(tag)).slice(0, MAX_TAG).join("").replace(/-+$/, ""))
  return [...new Set(clean.filter(Boolean))].slice(0, MAX_TAGS)
}

function personOf({ id, name }: ImportedMember): { id: string; name: string } {
  return { id, name }
}
