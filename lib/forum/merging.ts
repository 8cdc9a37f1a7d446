/** Making one topic of two, and two of one; and taking that back. The posts themselves go by a saga. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id, mintId, newId, timeOf } from "#lib/base/ids.ts"
import { messageOf } from "#lib/base/messages.ts"
import { slugOf } from "#lib/base/slug.ts"
import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { wholePosts } from "#lib/db/patterns/moving.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { Overtaken, untilSettled } from "#lib/db/retry.ts"
import { clearOpenAnswer } from "#lib/db/writes/answers.ts"
import { checkOpen, closeMerged, movePost, putTopicSaga } from "#lib/db/writes/moving.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { deleteTagTopic } from "#lib/db/writes/tags.ts"
import { putTopic } from "#lib/db/writes/topics.ts"
import { beginningOf } from "#lib/markup/excerpt.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, personOf, requireMember } from "./actor.ts"
import { requireTheirs } from "./below.ts"
import { Words } from "./reporting.ts"
import { newSaga } from "./sagas.ts"
import { Title } from "./texts.ts"
import { loggedFor } from "./topic-log.ts"
import { CategoryId } from "./topics.ts"
import { requireUndoable, UNDO_FOR, undoneBy } from "./undoable.ts"
import { type PostScene, type TopicScene, visibleCategory, visiblePost, visibleTopic } from "./visible.ts"

export const MERGING = "merge-topics"
export const SPLITTING = "split-topic"
export const UNMERGING = "unmerge-topics"
/** A late reply follows a merge. */
export const FOLLOWING = "follow-merge"

/** A topic as people name it: its address, with whatever stands around the id. */
const TopicAddress = z
  .string()
  .transform((text) => /(?:^|\/)([0-7][0-9A-HJKMNP-TV-Z]{25})(?=$|[/?#\s])/i.exec(text.trim())?.[1] ?? "")
  .refine((id) => id !== "", { error: () => messageOf("merge-no-topic") })
  .pipe(Id)

export const MergeInput = z.object({ topic: Id, other: TopicAddress, words: Words.optional() })

/**
 * Makes one topic of two: the posts of the one that began later go into the other, each to its place in time, and its
 * addresses lead there from now on. @throws ForumError not-found, forbidden, invalid
 */
export function mergeTopics(actor: Actor, input: z.output<typeof MergeInput>): Promise<Saga> {
  return untilSettled(async () => {
    const { from, into } = await mergeable(actor, input)
    return startMerge(requireMember(actor), from.topic, into.topic, { words: input.words })
  })
}

/** Which of the two goes into which, where the actor may do it. @throws ForumError not-found, forbidden, invalid */
export async function mergeable(
  actor: Actor,
  input: Pick<z.output<typeof MergeInput>, "topic" | "other">,
): Promise<{ from: TopicScene; into: TopicScene }> {
  const [one, other] = await Promise.all(
    [input.topic, input.other].map((id) => visibleTopic(actor, id, { consistent: true })),
  )
  for (const scene of [one!, other!]) authorize(actor, "topic.merge", scene)
  const member = requireMember(actor)
  for (const { topic } of [one!, other!]) await requireTheirs(member, topic)
  if (one!.topic.id === other!.topic.id) throw new ForumError("invalid", "merge-same-topic")
  const isOlder = one!.topic.firstPost < other!.topic.firstPost
  const [into, from] = isOlder ? [one!, other!] : [other!, one!]
  authorize(actor, "topic.create", { category: into.category })
  return { from, into }
}

async function startMerge(
  member: Member,
  from: Topic,
  into: Topic,
  { undoes, words }: { undoes?: Saga; words?: string | undefined },
): Promise<Saga> {
  const input = {
    from: from.id,
    to: into.id,
    title: from.title,
    into: into.title,
    ...(undoes && { undoes: undoes.id }),
  }
  const saga = newSaga(MERGING, input, { by: member.id, total: from.postCount })
  const why = t("moving.merged", { title: into.title })
  const removed = { by: personOf(member), at: nowIso(), why, byStaff: true }
  await commit([
    ...putSaga(saga),
    closeMerged(from, { into: into.id, saga: saga.id }, removed),
    checkOpen(into),
    ...from.tags.map((tag) => deleteTagTopic(tag, from.id)),
    ...(undoes ? [undoneBy(undoes, saga)] : [putTopicSaga(into.id, saga, UNDO_FOR)]),
    ...(await loggedFor(member, from, { type: undoes ? "unsplit" : "merged", words, to: into.title })),
  ])
  return saga
}

export const SplitInput = z.object({
  post: Id,
  title: Title,
  category: CategoryId,
  /** This post and all that follow, or this one alone. */
  which: z.enum(["following", "alone"], { error: () => t("inputs.which-posts") }),
  words: Words.optional(),
})

/**
 * Makes a topic of its own from a post on. Posts keep their addresses. @returns the saga that brings the posts; its
 * input names the new topic @throws ForumError not-found, forbidden, invalid
 */
export function splitTopic(actor: Actor, input: z.output<typeof SplitInput>): Promise<Saga> {
  return untilSettled(async () => {
    const { topic, post } = await splittable(actor, input)
    const [whole] = await wholePosts(topic.id, { from: post.id, limit: 1 })
    // It went elsewhere at this moment: then it is looked for again.
    if (whole?.post.id !== post.id) throw new Overtaken()
    // The row of a topic says how its first post begins.
    if (whole.post.removed) throw new ForumError("forbidden", "post-removed")
    const member = requireMember(actor)
    const id = newId()
    const made = rowFor(input, whole.post, mintId(timeOf(post.id), `split ${id}`))
    const saga = newSaga(
      SPLITTING,
      {
        from: topic.id,
        to: made.id,
        post: post.id,
        which: input.which,
        title: topic.title,
        into: made.title,
      },
      { by: member.id, id },
    )
    await commit([
      ...putSaga(saga),
      // A transaction speaks of a row once.
      topic.answer?.post === post.id ? clearOpenAnswer(topic, post.id) : checkOpen(topic),
      putTopic(made),
      ...movePost(whole, made.id, [...(post.moves ?? []), { saga: id, from: topic.id }]),
      putTopicSaga(topic.id, saga, UNDO_FOR),
      putTopicSaga(made.id, saga, UNDO_FOR),
      ...(await loggedFor(member, topic, { type: "split", words: input.words, to: made.title })),
    ])
    return saga
  })
}

/** The topic and the post from which on it is split, where the actor may do it. @throws ForumError not-found, forbidden, invalid */
export async function splittable(
  actor: Actor,
  input: Pick<z.output<typeof SplitInput>, "post" | "category">,
): Promise<PostScene & { into: Category }> {
  const scene = await visiblePost(actor, input.post, { consistent: true })
  authorize(actor, "topic.split", scene)
  await requireTheirs(requireMember(actor), { author: scene.post.author, category: scene.topic.category })
  if (scene.post.id === scene.topic.firstPost) throw new ForumError("invalid", "split-first-post")
  const into = await visibleCategory(actor, input.category)
  authorize(actor, "topic.create", { category: into })
  // The row of a topic says how its first post begins.
  if (scene.post.removed) throw new ForumError("forbidden", "post-removed")
  return { ...scene, into }
}

type First = TopicScene["topic"]["lastPost"] & { createdAt: string; html: string }

function rowFor({ title, category }: z.output<typeof SplitInput>, post: First, id: string): Topic {
  const { author, createdAt: at } = post
  return {
    ...{
      id,
      category,
      title,
      slug: slugOf(title),
      author,
      firstPost: post.id,
      excerpt: beginningOf(post.html),
    },
    ...{ tags: [], createdAt: at, updatedAt: nowIso(), version: 1, postCount: 0, likeCount: 0 },
    ...{ lastPostAt: at, lastPost: { id: post.id, author }, locked: false },
  }
}

export const UndoInput = z.object({ saga: Id })

/** Takes a merge or a split back, within two weeks. @throws ForumError not-found, forbidden, conflict, invalid */
export function undoMove(actor: Actor, input: z.output<typeof UndoInput>): Promise<Saga> {
  return untilSettled(async () => {
    const member = requireMember(actor)
    const saga = await getSaga(input.saga)
    if (saga?.kind !== MERGING && saga?.kind !== SPLITTING) throw new ForumError("not-found", "page-missing")
    const [from, to] = [String(saga.input.from), String(saga.input.to)]
    const scene = await visibleTopic(actor, to, { consistent: true })
    authorize(actor, "topic.merge", scene)
    requireUndoable(saga)
    // A topic that went on into a third one comes back first.
    if (scene.topic.id !== to) throw new ForumError("conflict", "not-undoable")
    if (saga.kind === MERGING) {
      // It comes back where it lay: whoever moderates there may do that.
      const other = await findTopic(from, { consistent: true })
      if (other) await requireBoth(member, other)
      return startUnmerge(member, saga, scene.topic)
    }
    const original = await visibleTopic(actor, from, { consistent: true })
    if (original.topic.id !== from) throw new ForumError("conflict", "not-undoable")
    await requireBoth(member, original.topic)
    return startMerge(member, scene.topic, original.topic, { undoes: saga })
  })
}

/** What is done to one topic is done to the other one, too. @throws ForumError forbidden */
async function requireBoth(member: Member, other: Topic): Promise<void> {
  authorize(member, "topic.move", { topic: other })
  await requireTheirs(member, other)
}

async function startUnmerge(member: Member, merge: Saga, into: Topic): Promise<Saga> {
  const { from, to, title } = merge.input
  const saga = newSaga(
    UNMERGING,
    { from, to, title, into: merge.input.into, merge: merge.id },
    { by: member.id, total: merge.done },
  )
  await commit([
    ...putSaga(saga),
    undoneBy(merge, saga),
    ...(await loggedFor(member, into, { type: "unmerged", to: String(title) })),
  ])
  return saga
}
