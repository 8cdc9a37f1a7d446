/** What members have earned, against what posts and topics say. */
import type { Post } from "#lib/db/items/posts.ts"
import { ThanksOf } from "#lib/db/items/thanks.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import type { User } from "#lib/db/items/users.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { thanksFor, thanksOf } from "#lib/db/patterns/thanks.ts"
import { findTopicAndCategory } from "#lib/db/patterns/topics.ts"
import type { Raw } from "#lib/db/query.ts"
import { likesOf } from "#lib/db/writes/thanks.ts"
import { earnedWith } from "#lib/projections/earnings.ts"
import { differ, type Look, unless } from "./finding.ts"

const consistent = true

async function thanks(item: Raw): Promise<string[]> {
  const { user, id, likes, answers = false } = ThanksOf.decode(item)
  const post = await findPost(id, { consistent })
  if (!post) return ["its post is not there"]
  const scene = await findTopicAndCategory(post.topic, { consistent })
  const earned = scene && earnedWith(post, scene)
  return [
    ...differ("author", user, post.author.id),
    ...differ("likes", likes, earned?.likes ?? 0),
    ...differ("whether it is the answer", answers, earned?.answers ?? false),
  ]
}

/** What the profile says is the sum of what the posts have earned. */
export async function wrongSums({ id, leftAt, likesReceived = 0, answerCount = 0 }: User): Promise<string[]> {
  if (leftAt) return []
  let [likes, answers, after]: [number, number, string | undefined] = [0, 0, undefined]
  do {
    const { items, next }: Awaited<ReturnType<typeof thanksOf>> = await thanksOf(id, after)
    likes += items.reduce((sum, one) => sum + one.likes, 0)
    answers += items.filter((one) => one.answers).length
    after = next
  } while (after)
  return [...differ("likes received", likesReceived, likes), ...differ("answers", answerCount, answers)]
}

/** A post that is liked, or is the answer, where everybody may see it, is among what its author has earned. */
export async function missingThanks(
  post: Post,
  topic: Topic | undefined,
  author: User | undefined,
): Promise<string[]> {
  if (!topic || !author || author.leftAt || (likesOf(post) === 0 && topic.answer?.post !== post.id)) return []
  const category = await findCategory(topic.category, { consistent })
  const earned = category && earnedWith(post, { topic, category })
  if (!earned || (earned.likes === 0 && !earned.answers)) return []
  return unless(await thanksFor(author.id, post.id), "its author has earned nothing with it")
}

export const THANKS: Record<string, Look> = {
  Thanks: thanks,
}
