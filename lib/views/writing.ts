/** What the forms show in which one writes: a new topic, a reply, an edit. */
import { ForumError, isForumError } from "#lib/base/errors.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { lastPosts } from "#lib/db/patterns/posts.ts"
import { refusalOf, sentenceOf } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { quoteOf } from "#lib/forum/quoting.ts"
import { isStaff } from "#lib/forum/ranks.ts"
import { readOnlyRefusal } from "#lib/forum/read-only.ts"
import { sourceOf } from "#lib/forum/sources.ts"
import { type PostScene, visiblePost, visibleTopic } from "#lib/forum/visible.ts"
import { type Area, areaOf, replyPath, type TopicPlace, topicPath } from "#lib/web/paths.ts"
import { type Begun, begunIn } from "./drafts.ts"
import { type WaitingText, waitingTexts } from "./waiting.ts"
import { writingHints } from "./writing-hints.ts"

/** A post as a form shows it, to be answered. */
export type ShownPost = { id: string; author: string; createdAt: string; html: string }

export type CategoryChoice = { id: string; name: string }

export type NewTopicView = Begun & {
  signedIn: boolean
  /** Why this person may not start topics anywhere. */
  refusal?: string
  categories: CategoryChoice[]
  chosen?: string
  hints: string[]
  /** Topics of theirs that wait for approval. */
  waiting: WaitingText[]
}

export async function loadNewTopic(actor: Actor, wanted?: string): Promise<NewTopicView> {
  const categories = await writableCategories(actor)
  const chosen = categories.find(({ id }) => id === wanted)
  const category = chosen ?? categories[0]
  const refusal =
    (category && refusalOf(actor, "topic.create", { category })) ?? (await readOnlyRefusal(actor))
  return {
    ...(await begunIn(actor, "topic")),
    hints: refusal ? [] : await writingHints(actor),
    waiting: await waitingTexts(actor, {}),
    signedIn: actor.kind === "member",
    categories: categories.map(choiceOf(categories)),
    ...(refusal?.kind === "forbidden" && { refusal: sentenceOf(refusal) }),
    ...(chosen && { chosen: chosen.id }),
  }
}

/** Where the actor may write; for a guest, where they could after signing in. Sub-categories follow theirs. */
export async function writableCategories(actor: Actor): Promise<Category[]> {
  const all = await visibleCategories(actor)
  const tree = all
    .filter(({ parent }) => !parent || !all.some(({ id }) => id === parent))
    .flatMap((top) => [top, ...all.filter(({ parent }) => parent === top.id)])
  return tree.filter(({ writers }) => writers === "members" || isStaff(actor))
}

/** A sub-category is named with the one above it. */
export function choiceOf(all: Category[]): (category: Category) => CategoryChoice {
  return ({ id, name, parent }) => {
    const above = all.find((category) => category.id === parent)
    return { id, name: above ? `${above.name} › ${name}` : name }
  }
}

const CONTEXT_POSTS = 3

export type ReplyView = Begun & {
  signedIn: boolean
  topic: TopicPlace & { title: string; path: string }
  /** This form's own address, to come back to. */
  page: string
  refusal?: string
  answered?: ShownPost
  /** The last posts of the topic, for context. */
  last: ShownPost[]
  /** What the text begins with. */
  quote?: string
  hints: string[]
  /** Replies of theirs here that wait for approval. */
  waiting: WaitingText[]
}

/** @throws ForumError not-found; also when the topic does not lie in the area that was asked */
export async function loadReply(
  actor: Actor,
  { topic: id, to: wanted, quote = false, area }: { topic: string; to?: string; quote?: boolean; area: Area },
): Promise<ReplyView> {
  const [{ topic, category }, begun] = await Promise.all([
    visibleTopic(actor, id),
    begunIn(actor, `reply:${id}`),
  ])
  // What was begun as an answer to a post is one still, unless somebody answers another now.
  const to = wanted ?? begun.draft?.fields.replyTo
  if (areaOf(category) !== area) throw new ForumError("not-found", "topic-missing")
  const answered = to ? await answeredPost(actor, to) : undefined
  const isHere = answered?.topic.id === topic.id && !answered.post.removed
  const last = (await lastPosts(topic.id, CONTEXT_POSTS)).filter((post) => !post.removed)
  const refusal = refusalOf(actor, "topic.reply", { topic, category }) ?? (await readOnlyRefusal(actor))
  // Under the id by which the topic was asked for: merged into another, it keeps what was begun in it.
  const asked = { id, slug: topic.slug }
  return {
    ...begun,
    hints: refusal ? [] : await writingHints(actor, topic),
    waiting: await waitingTexts(actor, { topic: topic.id }),
    signedIn: actor.kind === "member",
    topic: { ...asked, title: topic.title, path: topicPath(topic, { area }) },
    page: replyPath(asked, isHere ? to : undefined, area),
    ...(refusal?.kind === "forbidden" && { refusal: sentenceOf(refusal) }),
    ...(isHere && { answered: shown(answered.post) }),
    last: last.filter((post) => post.id !== to).map(shown),
    ...(isHere && quote && actor.kind === "member" && { quote: await quoted(actor, answered.post) }),
  }
}

/** A post that is gone meanwhile is no reason not to reply. */
async function answeredPost(actor: Actor, id: string): Promise<PostScene | undefined> {
  try {
    return await visiblePost(actor, id)
  } catch (error) {
    if (isForumError(error, "not-found")) return undefined
    throw error
  }
}

async function quoted(actor: Actor, post: Post): Promise<string> {
  const { revision } = await sourceOf(actor, post.id)
  return quoteOf({ id: post.id, author: post.author, source: revision.source })
}

export function shown({ id, author, createdAt, html }: Post): ShownPost {
  return { id, author: author.name, createdAt, html }
}
