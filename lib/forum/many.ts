/** One thing of many: what an act makes of it, or why it leaves it out. What is chosen and done: selecting.ts. */
import { z } from "zod"
import { now } from "#lib/base/clock.ts"
import { ForumError, isForumError } from "#lib/base/errors.ts"
import type { Write } from "#lib/db/commit.ts"
import type { Removal } from "#lib/db/items/entity.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, requireMember } from "./actor.ts"
import { closing } from "./closing.ts"
import { pinning } from "./pinning.ts"
import { hiding, removalWrites, restoring } from "./removal.ts"
import { retagging } from "./retitling.ts"
import { MAX_TAGS } from "./texts.ts"
import { moving } from "./topics.ts"
import { type PostScene, type TopicScene, visibleCategory, visiblePost, visibleTopic } from "./visible.ts"

/** What can be done with many topics; of posts they can be hidden and restored. */
export const TOPIC_ACTS = [
  ...(["lock", "unlock", "move", "unpin", "tag", "untag", "hide", "restore"] as const),
] as const
export const POST_ACTS = ["hide", "restore"] as const
export type ManyAct = (typeof TOPIC_ACTS)[number]

/** What is to be done with each. */
export type Order = {
  of: "topics" | "posts"
  act: ManyAct
  /** Where topics go. */
  category?: string | undefined
  /** What they are to be tagged with, or no longer. */
  tags?: string[] | undefined
  /** For their authors. */
  words?: string | undefined
  /** Of an act that takes another one back: of what was hidden, what that one hid; and the end of each pin. */
  undoes?: string
  /** How it was out of sight before it was restored, of what is to be so again. */
  removed?: Removal | undefined
}

/** What became of one, as far as undoing it needs to know. */
export type Was = { id: string; category?: string; tags?: string[]; until?: string; removed?: Removal }

export type Effect = { id: string; title: string; author: { id: string; name: string } } & (
  | { writes: Write[]; was: Was }
  | { left: string }
)

/**
 * What an order makes of one thing, as it is now and as far as the actor may. Commits nothing.
 * @param saga the act that does many of them
 */
export async function effectOn(actor: Actor, order: Order, id: string, saga?: string): Promise<Effect> {
  let known: Pick<Effect, "id" | "title" | "author"> = { id, title: "", author: { id: "", name: "" } }
  try {
    const scene = await sceneOf(actor, order, id)
    const { topic, post, category } = scene
    known = { id, title: topic.title, author: post?.author ?? topic.author }
    if (order.of === "topics" && topic.id !== id) return { ...known, left: t("moderation.many.merged") }
    const done = await ACTS[order.act](requireMember(actor), scene, { ...order, ...(saga && { saga }) })
    const writes = done.writes.filter((write) => write !== undefined)
    if (writes.length === 0) return { ...known, left: t("moderation.many.already") }
    const until = order.act === "unpin" ? category.pinEnds?.[topic.id] : undefined
    const was: Was = {
      id,
      ...(order.act === "move" && { category: category.id }),
      ...(done.changed && { tags: done.changed }),
      ...(until && { until }),
      // What its author had deleted is theirs: taken back, it is deleted as it was.
      ...(order.act === "restore" && !removedNow(scene)?.byStaff && { removed: removedNow(scene)! }),
    }
    return { ...known, writes, was }
  } catch (error) {
    return { ...known, left: whyLeft(error) }
  }
}

/** Why one of many is left out; what is no refusal is thrown on. */
export function whyLeft(error: unknown): string {
  // One row that cannot be read does not hold up those behind it.
  if (error instanceof z.ZodError) return t("moderation.many.unreadable")
  if (error instanceof ForumError && isRefusal(error)) return error.message
  throw error
}

const isRefusal = (error: ForumError): boolean =>
  (["unauthenticated", "not-found", "forbidden", "invalid"] as const).some((kind) =>
    isForumError(error, kind),
  ) ||
  (isForumError(error, "conflict") && error.code === "too-many-pinned")

/** A topic without its text, unless that is what the act is about: its author may have taken it along. */
type Scene = TopicScene & { post?: Post }

async function sceneOf(actor: Actor, { of, act }: Order, id: string): Promise<Scene> {
  if (of === "posts") return visiblePost(actor, id, { consistent: true })
  const scene = await visibleTopic(actor, id, { consistent: true })
  if (act !== "hide" && act !== "restore") return scene
  return visiblePost(actor, scene.topic.firstPost, { consistent: true })
}

/** That it is out of sight, and how. */
const removedNow = ({ topic, post }: Scene): Removal | undefined =>
  post?.id === topic.firstPost ? (topic.removed ?? post.removed) : post?.removed

const withPost = ({ post, ...scene }: Scene): PostScene => {
  if (!post) throw new ForumError("not-found", "post-missing")
  return { ...scene, post }
}

type Act = (
  member: Member,
  scene: Scene,
  order: Order & { saga?: string },
) => Promise<{ writes: (Write | undefined)[]; changed?: string[] }>

const ACTS: Record<ManyAct, Act> = {
  lock: (member, scene, order) => locking(member, scene, order, true),
  unlock: (member, scene, order) => locking(member, scene, order, false),
  async move(member, scene, { category = "", words, saga }) {
    authorize(member, "topic.move", scene)
    const target = await visibleCategory(member, category)
    authorize(member, "topic.create", { category: target })
    return { writes: await moving(member, scene, target, { words, saga }) }
  },
  async unpin(member, scene, { words, saga }) {
    authorize(member, "topic.pin", scene)
    return { writes: await pinning(member, scene, { pinned: false, words, ...(saga && { saga }) }) }
  },
  tag: (member, scene, order) => tagging(member, scene, order),
  untag: (member, scene, order) => tagging(member, scene, order),
  async hide(member, scene, { words, saga, removed }) {
    if (removed && !removedNow(scene)) {
      authorize(
        member,
        scene.post?.id === scene.topic.firstPost ? "topic.remove" : "post.remove",
        withPost(scene),
      )
      return { writes: removalWrites(withPost(scene), removed) }
    }
    return hiding(member, withPost(scene), { words, act: saga })
  },
  async restore(member, scene, { words, undoes, saga }) {
    // What somebody has restored and hidden again meanwhile is another act.
    if (undoes && removedNow(scene)?.sweep !== undoes) return { writes: [] }
    return { writes: await restoring(member, withPost(scene), { words, act: saga }) }
  },
}

async function locking(
  member: Member,
  scene: TopicScene,
  { words, saga }: Order & { saga?: string },
  locked: boolean,
): Promise<{ writes: Write[] }> {
  authorize(member, "topic.lock", scene)
  return closing(member, scene.topic, { locked, words, ...(saga && { saga }) })
}

/** Which tags came or went is said by the names that they have by now. */
async function tagging(
  member: Member,
  scene: TopicScene,
  { act, tags: named = [], words, saga }: Order & { saga?: string },
): Promise<{ writes: Write[]; changed: string[] }> {
  authorize(member, "topic.retitle", scene)
  const { topic } = scene
  const wanted =
    act === "tag"
      ? [...topic.tags, ...named.filter((tag) => !topic.tags.includes(tag))]
      : topic.tags.filter((tag) => !named.includes(tag))
  const { tags, writes } = await retagging(member, topic, wanted, { words, saga })
  // What has as many as it may is left as it is, not half of it done.
  if (tags.length > Math.max(MAX_TAGS, topic.tags.length)) throw tooManyTags()
  const [more, less] = act === "tag" ? [tags, topic.tags] : [topic.tags, tags]
  return { writes, changed: more.filter((tag) => !less.includes(tag)) }
}

const tooManyTags = () =>
  new ForumError("invalid", "invalid-input", { message: t("inputs.tags-many", { max: MAX_TAGS }) })

/** Puts a topic to the top of its category again, until when it was to stand there. */
export async function repinned(actor: Actor, { id, until }: Was, saga: string): Promise<Effect> {
  let known: Pick<Effect, "id" | "title" | "author"> = { id, title: "", author: { id: "", name: "" } }
  try {
    const scene = await visibleTopic(actor, id, { consistent: true })
    known = { id, title: scene.topic.title, author: scene.topic.author }
    authorize(actor, "topic.pin", scene)
    const isOver = until !== undefined && Date.parse(until) <= now()
    const writes = isOver ? [] : await pinning(requireMember(actor), scene, { pinned: true, until, saga })
    return writes.length > 0
      ? { ...known, writes, was: { id } }
      : { ...known, left: t("moderation.many.already") }
  } catch (error) {
    return { ...known, left: whyLeft(error) }
  }
}
