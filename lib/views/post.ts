/** What one may do with one post: its options, the form that edits it, its past. */
import { messageOf } from "#lib/base/messages.ts"
import { pinnedNow } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { isPinNow } from "#lib/db/items/site.ts"
import { isClosed, timerAhead } from "#lib/db/items/topics.ts"
import { countReactions } from "#lib/db/patterns/figures.ts"
import { sagasOfTopic } from "#lib/db/patterns/moving.ts"
import { bookmarkOn } from "#lib/db/patterns/own-lists.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { getHomePins } from "#lib/db/patterns/site.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { can, refusalOf } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { isStaff, moderates } from "#lib/forum/ranks.ts"
import { type PostScene, visiblePost } from "#lib/forum/visible.ts"
import { kindOf } from "#lib/sagas/registered.ts"
import { type Area, areaOf, progressPath, type TopicPlace } from "#lib/web/paths.ts"
import { type CategoryChoice, choiceOf, type ShownPost, shown, writableCategories } from "./writing.ts"

export type PostOptionsView = {
  signedIn: boolean
  post: ShownPost & { likeCount: number; removed?: { by: string; at: string; why?: string } }
  topic: TopicPlace & {
    title: string
    tags: string[]
    /** Of its row. */
    version: number
    area: Area
    category: string
    locked: boolean
    /** When it closes or opens by itself. */
    timer?: { at: string; locked: boolean }
    /** Where it stands first, and until when. */
    pins: { where: "category" | "home"; until?: string }[]
    removed: boolean
  }
  isFirst: boolean
  isAnswer: boolean
  /** Whether the reason of a removal stands in its place for everybody. */
  whyIsTold: boolean
  liked: boolean
  /** The viewer's bookmark, where they have one. */
  bookmark?: { note?: string }
  can: Record<
    | "bookmark"
    | "reply"
    | "edit"
    | "remove"
    | "restore"
    | "answer"
    | "like"
    | "lock"
    | "many"
    | "answerOthers"
    | "pin"
    | "pinHome"
    | "retitle"
    | "move"
    | "merge"
    | "split"
    | "history"
    | "report",
    boolean
  >
  /** Whose past staff may look at: its author, unless that is oneself. */
  staffPageOf?: string
  /** Merges and splits of this topic in the last two weeks, for those who may undo them. */
  moves: { title: string; href: string }[]
  /** Why the topic cannot be deleted by who wrote it, where that is worth saying. */
  keepsTopic?: string
  /** Where a topic may be moved, for those who may. */
  categories: CategoryChoice[]
}

/** @throws ForumError not-found */
export async function loadPostOptions(viewer: Actor, id: string): Promise<PostOptionsView> {
  const scene = await visiblePost(viewer, id, { consistent: true })
  const decides = await mayDecide(viewer, scene)
  const actor = decides ? viewer : asMember(viewer)
  const { post, topic, category } = scene
  const isFirst = post.id === topic.firstPost
  const mayMove = isFirst && can(actor, "topic.move", scene)
  const mayMerge = isFirst && can(actor, "topic.merge", scene)
  const maySplit = !isFirst && !post.removed && can(actor, "topic.split", scene)
  const removal = refusalOf(actor, isFirst ? "topic.remove" : "post.remove", scene)
  const timer = timerAhead(topic)
  const [state, bookmark, categories, moves, pins] = await Promise.all([
    actor.kind === "member" ? readStateOf(actor.id, topic.id) : undefined,
    actor.kind === "member" ? bookmarkOn(actor.id, post.id) : undefined,
    mayMove || maySplit ? writableCategories(actor) : [],
    mayMerge ? movesOf(topic.id) : [],
    isFirst && moderates(actor, topic.category) ? pinsOf(scene) : [],
  ])
  return {
    signedIn: actor.kind === "member",
    post: { ...shown(post), likeCount: await likesOf(post), ...removalOf(scene) },
    topic: {
      id: topic.id,
      slug: topic.slug,
      title: topic.title,
      area: areaOf(category),
      category: topic.category,
      locked: isClosed(topic),
      ...(timer && { timer }),
      // From the first page it goes also when it is no page for everybody any more.
      pins: pins.filter(({ where }) =>
        where === "home" ? can(actor, "topic.unpin-home", {}) : can(actor, "topic.pin", scene),
      ),
      tags: topic.tags,
      version: topic.version,
      removed: topic.removed !== undefined,
    },
    isFirst,
    isAnswer: topic.answer?.post === post.id,
    liked: state?.likes?.has(post.id) ?? false,
    ...(bookmark && !bookmark.removedAt && { bookmark: { ...(bookmark.note && { note: bookmark.note }) } }),
    can: {
      bookmark: can(actor, "post.bookmark", scene),
      reply: !post.removed && can(actor, "topic.reply", scene),
      edit: can(actor, "post.edit", scene),
      remove: removal === undefined && decides,
      restore: isRemoved(scene) && decides && can(actor, isFirst ? "topic.restore" : "post.restore", scene),
      answer: !isFirst && !post.removed && can(actor, "topic.answer", scene),
      answerOthers: actor.kind === "member" && topic.author.id !== actor.id,
      like: can(actor, "post.like", scene),
      many: moderates(actor, topic.category),
      lock: isFirst && can(actor, "topic.lock", scene),
      pin: isFirst && can(actor, "topic.pin", scene),
      pinHome: isFirst && can(actor, "topic.pin-home", scene),
      retitle: isFirst && can(actor, "topic.retitle", scene),
      move: mayMove,
      merge: mayMerge,
      split: maySplit,
      history: can(actor, "post.history", scene),
      report: refusalOf(actor, "post.report", scene)?.kind !== "forbidden",
    },
    whyIsTold: actor.kind === "member" && post.author.id !== actor.id,
    ...(removal?.code === "topic-has-replies" && { keepsTopic: messageOf(removal.code) }),
    categories: categories.map(choiceOf(categories)),
    ...(actor.kind === "member" &&
      isStaff(actor) &&
      post.author.id !== actor.id && { staffPageOf: post.author.id }),
    moves,
  }
}

/** What staff hide or bring back of others, or was hidden by staff, is decided by who may decide about its author. */
export async function mayDecide(actor: Actor, { post, topic }: PostScene): Promise<boolean> {
  const isOwn = actor.kind === "member" && post.author.id === actor.id
  if (!moderates(actor, topic.category) || (isOwn && !post.removed?.byStaff && !topic.removed?.byStaff))
    return true
  const author = await getUser(post.author.id)
  return !author || can(actor, "case.decide", { member: author, within: topic.category })
}

/** To what staff wrote, who moderates single categories is one among all. */
export function asMember(actor: Actor): Actor {
  if (actor.kind === "guest") return actor
  const { wards: _, ...member } = actor
  return member
}

async function movesOf(topic: string): Promise<PostOptionsView["moves"]> {
  const sagas = await Promise.all((await sagasOfTopic(topic)).map(({ saga }) => getSaga(saga)))
  return sagas
    .filter((saga) => saga !== undefined)
    .map((saga) => ({ title: kindOf(saga.kind).title(saga), href: progressPath(saga.id) }))
}

/** Where the topic stands first now. */
async function pinsOf({ topic, category }: PostScene): Promise<PostOptionsView["topic"]["pins"]> {
  const home = (await getHomePins({ consistent: true }))?.topics.find((one) => one.topic === topic.id)
  const until = category.pinEnds?.[topic.id]
  return [
    ...(pinnedNow(category).includes(topic.id)
      ? [{ where: "category" as const, ...(until && { until }) }]
      : []),
    ...(home && isPinNow(home) ? [{ where: "home" as const, ...(home.until && { until: home.until }) }] : []),
  ]
}

/** More are too many to count for one page: one more or less is told in a moment. */
const MOST_COUNTED = 100

/** Who has just liked it sees that here at once. */
async function likesOf(post: Post): Promise<number> {
  if (post.likeCount > MOST_COUNTED) return post.likeCount
  return (await countReactions(post.id)) + (post.importedLikes ?? 0)
}

function isRemoved({ post, topic }: PostScene): boolean {
  return post.removed !== undefined || (post.id === topic.firstPost && topic.removed !== undefined)
}

function removalOf({ post }: PostScene): Pick<PostOptionsView["post"], "removed"> {
  if (!post.removed) return {}
  const { by, at, why } = post.removed
  return { removed: { by: by.name, at, ...(why && { why }) } }
}
