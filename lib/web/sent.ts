/** What follows from each thing that is written: where its writer goes on, and which pages are stale. */
import type { z } from "zod"
import type { Actor } from "#lib/forum/actor.ts"
import { type AnswerInput, acceptAnswer } from "#lib/forum/answers.ts"
import { type LockTopicInput, lockTopic } from "#lib/forum/closing.ts"
import { type EditInput, editPost } from "#lib/forum/editing.ts"
import { Waits } from "#lib/forum/holding.ts"
import {
  type MergeInput,
  mergeable,
  mergeTopics,
  type SplitInput,
  splitTopic,
  splittable,
  type UndoInput,
} from "#lib/forum/merging.ts"
import { type PinInput, pinTopic } from "#lib/forum/pinning.ts"
import { type ReplyInput, reply } from "#lib/forum/posts.ts"
import { type LikeInput, likePost } from "#lib/forum/reactions.ts"
import { type RemoveInput, removePost, restorePost } from "#lib/forum/removal.ts"
import { type RetitleInput, retitleTopic } from "#lib/forum/retitling.ts"
import { type MoveTopicInput, moveTopic, type NewTopicInput, startTopic } from "#lib/forum/topics.ts"
import { undo } from "#lib/forum/undoing.ts"
import { type TopicScene, visibleCategory, visiblePost, visibleTopic } from "#lib/forum/visible.ts"
import {
  afterEdit,
  afterLike,
  afterMark,
  afterMove,
  afterNewTopic,
  afterRemoval,
  afterReply,
  afterRetitle,
} from "./invalidate.ts"
import { areaOf, casePath, freshPath, postOptionsPath, progressPath } from "./paths.ts"
import { mergePath, splitPath } from "./staff-paths.ts"
import type { Outcome } from "./writing.ts"

export function sendTopic(actor: Actor, input: z.output<typeof NewTopicInput>): Promise<Outcome> {
  return unlessItWaits(async () => {
    const { scene, post } = await startTopic(actor, input)
    return { to: freshIn(scene, post), stale: afterNewTopic(scene) }
  })
}

export function sendReply(actor: Actor, input: z.output<typeof ReplyInput>): Promise<Outcome> {
  return unlessItWaits(async () => {
    const { scene, post } = await reply(actor, input)
    const author = actor.kind === "member" ? actor.id : ""
    return { to: freshIn(scene, post), stale: afterReply(scene, author) }
  })
}

/** What waits for approval is on no page but its author's own. */
async function unlessItWaits(send: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await send()
  } catch (error) {
    if (error instanceof Waits) return { to: casePath(error.id), stale: [] }
    throw error
  }
}

export async function sendEdit(actor: Actor, input: z.output<typeof EditInput>): Promise<Outcome> {
  const before = await visiblePost(actor, input.post)
  const scene = await editPost(actor, input)
  return { to: freshIn(scene, input.post), stale: afterEdit(scene, before.topic) }
}

/** To where it was, which offers to bring it back; of a topic, whose page is gone, to its options, which do so as well. */
export async function sendRemoval(actor: Actor, input: z.output<typeof RemoveInput>): Promise<Outcome> {
  const scene = await removePost(actor, input)
  const isTopic = scene.post.id === scene.topic.firstPost
  const to = isTopic ? postOptionsPath(input.post) : freshIn(scene, input.post)
  return { to, stale: afterRemoval(scene) }
}

export async function sendRestoration(actor: Actor, input: z.output<typeof RemoveInput>): Promise<Outcome> {
  const scene = await restorePost(actor, input)
  return { to: freshIn(scene, input.post), stale: afterRemoval(scene) }
}

export async function sendAnswer(actor: Actor, input: z.output<typeof AnswerInput>): Promise<Outcome> {
  const scene = await acceptAnswer(actor, input)
  return { to: freshIn(scene, input.post), stale: afterMark(scene) }
}

export async function sendLike(actor: Actor, input: z.output<typeof LikeInput>): Promise<Outcome> {
  const scene = await likePost(actor, input)
  return { to: postOptionsPath(input.post), stale: afterLike(scene) }
}

export async function sendLock(actor: Actor, input: z.output<typeof LockTopicInput>): Promise<Outcome> {
  const topic = await lockTopic(actor, input)
  const { category } = await visibleTopic(actor, topic.id)
  return { to: freshIn({ topic, category }, topic.firstPost), stale: afterMark({ topic, category }) }
}

export async function sendPin(actor: Actor, input: z.output<typeof PinInput>): Promise<Outcome> {
  const { topic, category } = await pinTopic(actor, input)
  return { to: freshIn({ topic, category }, topic.firstPost), stale: afterMark({ topic, category }) }
}

export async function sendRetitle(actor: Actor, input: z.output<typeof RetitleInput>): Promise<Outcome> {
  const { topic, category, before } = await retitleTopic(actor, input)
  const post = topic.firstPost
  return { to: freshIn({ topic, category }, post), stale: afterRetitle({ topic, category }, before) }
}

export async function sendMove(actor: Actor, input: z.output<typeof MoveTopicInput>): Promise<Outcome> {
  const before = await visibleTopic(actor, input.topic)
  const topic = await moveTopic(actor, input)
  const after = { topic, category: await visibleCategory(actor, topic.category) }
  return { to: freshIn(after, topic.firstPost), stale: afterMove(before, after) }
}

/** What it would change is looked at before it is done. */
export async function lookAtMerge(actor: Actor, input: z.output<typeof MergeInput>): Promise<Outcome> {
  const { from, into } = await mergeable(actor, input)
  const { firstPost: post } = [from, into].find(({ topic }) => topic.id === input.topic)?.topic ?? from.topic
  return { to: mergePath({ topic: input.topic, other: input.other, post }), stale: [] }
}

export async function lookAtSplit(actor: Actor, input: z.output<typeof SplitInput>): Promise<Outcome> {
  await splittable(actor, input)
  return { to: splitPath(input), stale: [] }
}

/** The posts follow by a saga: its page tells how far it is, and undoes it. */
export async function sendMerge(actor: Actor, input: z.output<typeof MergeInput>): Promise<Outcome> {
  const { id } = await mergeTopics(actor, input)
  return { to: progressPath(id), stale: [] }
}

export async function sendSplit(actor: Actor, input: z.output<typeof SplitInput>): Promise<Outcome> {
  const { id } = await splitTopic(actor, input)
  return { to: progressPath(id), stale: [] }
}

export async function sendUndo(actor: Actor, input: z.output<typeof UndoInput>): Promise<Outcome> {
  const { id } = await undo(actor, input)
  return { to: progressPath(id), stale: [] }
}

const freshIn = ({ topic, category }: TopicScene, post: string): string =>
  freshPath(topic, post, areaOf(category))
