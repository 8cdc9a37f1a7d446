/** Deleting and restoring what was written. Nothing is erased: a removed thing says who, when and why. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { Id } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Removal } from "#lib/db/items/entity.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { postIdsFrom } from "#lib/db/patterns/posts.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { checkNotAnswer, clearAnswer } from "#lib/db/writes/answers.ts"
import { markPostRemoved, markPostRestored } from "#lib/db/writes/posts.ts"
import { deleteTagTopic, putTagTopic } from "#lib/db/writes/tags.ts"
import { markTopicRemoved, markTopicRestored } from "#lib/db/writes/topics.ts"
import { spend } from "#lib/limits/spend.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, personOf, requireMember } from "./actor.ts"
import { requireBelow } from "./below.ts"
import { appended, caseIdOf, currentCase } from "./cases.ts"
import { isAsClosed } from "./categories.ts"
import { isStaff } from "./ranks.ts"
import { subjectOf } from "./reporting.ts"
import { tagsMeant } from "./tags.ts"
import { type PostScene, visiblePost } from "./visible.ts"

export const RemoveInput = z.object({ post: Id, why: z.string().trim().max(300).optional() })

/**
 * Deletes a post; its place stays, with a note. The first post takes its topic along, while nobody else has replied.
 * What is deleted already stays as it is. @throws ForumError not-found, forbidden, limited, conflict
 */
export function removePost(actor: Actor, input: z.output<typeof RemoveInput>): Promise<PostScene> {
  return untilSettled(() => remove(actor, input))
}

async function remove(actor: Actor, input: z.output<typeof RemoveInput>): Promise<PostScene> {
  const scene = await visiblePost(actor, input.post, { consistent: true })
  const { post, topic } = scene
  const { removed, writes } = await hiding(actor, scene, { words: input.why })
  if (writes.length === 0) return scene
  await spendChange(requireMember(actor))
  await commit(writes)
  return {
    ...scene,
    post: { ...post, removed },
    ...(post.id === topic.firstPost && { topic: { ...topic, removed } }),
  }
}

type Said = { words?: string | undefined; act?: string | undefined }

/**
 * What takes a post out of sight, the first one with its topic; with the event of its case where somebody else wrote it.
 * Nothing where it is so already. @param said why, and of one of many the act that does them all
 * @throws ForumError unauthenticated, forbidden
 */
export async function hiding(
  actor: Actor,
  scene: PostScene,
  { words, act }: Said,
): Promise<{ removed?: Removal; writes: (Write | undefined)[] }> {
  const { post, topic } = scene
  const member = requireMember(actor)
  const isFirst = post.id === topic.firstPost
  if (isFirst ? topic.removed : post.removed) return { writes: [] }
  const isOthers = post.author.id !== member.id
  const removed: Removal = {
    ...{ by: personOf(member), at: nowIso(), byStaff: isOthers },
    ...(isOthers && { told: true as const, toldTo: scene.category.readers }),
    ...(words && { why: words }),
    ...(act && { sweep: act }),
  }
  if (isFirst) authorize(actor, "topic.remove", await withReplies(scene))
  else authorize(actor, "post.remove", scene)
  return { removed, writes: [...removalWrites(scene, removed), ...(await hidden(member, scene, removed))] }
}

/** What staff hide is a case, whichever way they do it: its author is told why, and may appeal. */
async function hidden(member: Member, scene: PostScene, removed: Removal): Promise<Write[]> {
  if (!removed.byStaff) return []
  const { post } = scene
  const { category } = scene.topic
  await requireBelow(member, post.author.id, category)
  const subject = subjectOf(scene)
  const id = caseIdOf(subject)
  const words = removed.why
  const saga = removed.sweep
  const event = { type: "hidden", subject, category, ...(words && { words }), ...(saga && { saga }) } as const
  return [appended(id, await currentCase(id), member, event)]
}

async function shownAgain(
  member: Member,
  { post, topic }: PostScene,
  { words, act: saga }: Said,
): Promise<Write[]> {
  if (!post.removed?.byStaff && !topic.removed?.byStaff) return []
  const { category } = topic
  await requireBelow(member, post.author.id, category)
  const id = caseIdOf({ kind: "post", id: post.id })
  const before = await currentCase(id)
  const said = { category, ...(words && { words }), ...(saga && { saga }) }
  if (before?.hidden) return [appended(id, before, member, { type: "restored", ...said })]
  const { sweep } = post.removed ?? topic.removed ?? {}
  // Removed with all that its author wrote: nothing of it is in a case of its own yet.
  return sweep
    ? [appended(id, before, member, { type: "restored", subject: subjectOf({ post, topic }), ...said })]
    : []
}

/** What takes a post out of sight; the first one takes its topic along. */
export function removalWrites(
  scene: Pick<PostScene, "topic" | "post"> & Partial<PostScene>,
  removed: Removal,
): (Write | undefined)[] {
  const { post, topic } = scene
  return post.id === topic.firstPost
    ? removeTopic(topic, post, removed)
    : [markPostRemoved(post, removed), answerWrite(scene)]
}

/** What brings it back as it was. */
export async function restorationWrites({ post, topic }: PostScene): Promise<(Write | undefined)[]> {
  return post.id === topic.firstPost ? restoreTopic(topic, post) : [markPostRestored(post)]
}

/** What is removed is not the answer any more, whoever accepts it at the same time. */
function answerWrite({
  category,
  topic,
  post,
}: Pick<PostScene, "topic" | "post"> & Partial<PostScene>): Write | undefined {
  if (topic.answer?.post === post.id) return clearAnswer(topic, post.id)
  return category?.kind !== "discussion" ? checkNotAnswer(topic, post.id) : undefined
}

/**
 * Restores a post, and with the first one its topic. What is there already stays as it is.
 * @throws ForumError not-found, forbidden, limited, conflict
 */
export function restorePost(actor: Actor, input: z.output<typeof RemoveInput>): Promise<PostScene> {
  return untilSettled(() => restore(actor, input))
}

async function restore(actor: Actor, input: z.output<typeof RemoveInput>): Promise<PostScene> {
  const scene = await visiblePost(actor, input.post, { consistent: true })
  const writes = await restoring(actor, scene)
  if (writes.length === 0) return scene
  await spendChange(requireMember(actor))
  await commit(writes)
  return visiblePost(actor, scene.post.id, { consistent: true })
}

/** What brings it back, with the event of its case; nothing where it is there. @throws ForumError unauthenticated, forbidden */
export async function restoring(
  actor: Actor,
  scene: PostScene,
  said: Said = {},
): Promise<(Write | undefined)[]> {
  const { post, topic } = scene
  const member = requireMember(actor)
  const isFirst = post.id === topic.firstPost
  if (!post.removed && !(isFirst && topic.removed)) return []
  if (isFirst) authorize(actor, "topic.restore", scene)
  else authorize(actor, "post.restore", scene)
  return [...(await restorationWrites(scene)), ...(await shownAgain(member, scene, said))]
}

/**
 * The reason that stands in place of what was removed: only where no more people read it than were to read it when it was
 * given. What was said among members is not told to everybody because their category was opened later.
 */
export function toldOf(
  { told, toldTo = "everyone", why }: Removal,
  { readers }: Pick<Category, "readers">,
): { why?: string } {
  return told && why && isAsClosed(readers, toldTo) ? { why } : {}
}

/** What changes nothing and what is not allowed spends nothing; staff clear up as much as there is. */
async function spendChange(member: Member): Promise<void> {
  if (!isStaff(member)) await spend("post.change", member.id)
}

function removeTopic(topic: Topic, first: Post, removed: Removal): (Write | undefined)[] {
  return [
    markTopicRemoved(topic, removed),
    // An imported one may have been hidden before its topic was.
    first.removed ? undefined : markPostRemoved(first, removed),
    ...topic.tags.map((tag) => deleteTagTopic(tag, topic.id)),
  ]
}

async function restoreTopic(topic: Topic, first: Post): Promise<(Write | undefined)[]> {
  const restored = first.removed && !first.erasedAt ? first : undefined
  return topic.removed ? restorationOf(topic, restored) : [restored && markPostRestored(restored)]
}

/** What brings a removed topic back, with its first post where that is to come back, too. */
export async function restorationOf(topic: Topic, first: Post | undefined): Promise<Write[]> {
  // What was renamed meanwhile leads to the list in which it stands then.
  const { names } = await tagsMeant(topic.tags)
  const tags = topic.tags.flatMap((tag) => names.get(tag) ?? []).map((tag) => putTagTopic(tag, topic))
  return [markTopicRestored(topic), ...(first ? [markPostRestored(first)] : []), ...tags]
}

/** The row may not say yet that somebody has replied just now. */
async function withReplies(scene: PostScene): Promise<PostScene> {
  const { length } = await postIdsFrom(scene.topic.id, undefined, 2)
  return { ...scene, topic: { ...scene.topic, postCount: Math.max(scene.topic.postCount, length) } }
}
