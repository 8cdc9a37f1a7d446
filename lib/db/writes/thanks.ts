/** Writes of what members have earned with what they wrote, as values for commit(). */
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import type { Post } from "../items/posts.ts"
import { type Thanks, ThanksOf } from "../items/thanks.ts"
import type { Topic } from "../items/topics.ts"
import { postKey } from "../keys/posts.ts"
import { thanksKey } from "../keys/thanks.ts"
import { topicKey } from "../keys/topics.ts"
import { userKey } from "../keys/users.ts"
import { overtaken } from "../retry.ts"

/** The member is not there, or has left: nothing is kept for them. */
export class NobodysThanks extends Error {}

/** The likes of a post that others may see. */
export const likesOf = ({ likeCount, removed }: Post): number => (removed ? 0 : likeCount)

/**
 * Brings what is kept from `before` to `after`, and with it the sums that the member's profile shows, while the post and
 * its topic say what they said. @throws (when sent) Overtaken, NobodysThanks
 * @param seen what it was computed from; undefined what is gone
 */
export function setThanks(
  before: Thanks | undefined,
  after: Thanks,
  seen: { post: Post | undefined; topic: Topic | undefined },
): Write[] {
  return [
    keep(before, after),
    addToMember(after.user, {
      likes: after.likes - (before?.likes ?? 0),
      answers: Number(after.answers ?? false) - Number(before?.answers ?? false),
    }),
    ...(seen.post ? [stillLiked(seen.post)] : []),
    ...(seen.topic ? [stillShown(seen.topic)] : []),
  ]
}

function keep(before: Thanks | undefined, after: Thanks): Write {
  const { user, id, likes, answers } = after
  const condition = before
    ? `likes = :likes AND ${before.answers ? "attribute_exists" : "attribute_not_exists"}(answers)`
    : IS_NEW
  const guarded = {
    condition,
    ...(before && { values: { ":likes": before.likes } }),
    refusal: overtaken,
  }
  if (likes === 0 && !answers) return { kind: "delete", key: thanksKey(user, id), ...guarded }
  return { kind: "put", item: ThanksOf.encode(after), ...guarded }
}

function addToMember(user: string, by: { likes: number; answers: number }): Write {
  return {
    kind: "update",
    key: userKey(user),
    update: "ADD likesReceived :likes, answerCount :answers",
    condition: `${EXISTS} AND attribute_not_exists(leftAt)`,
    values: { ":likes": by.likes, ":answers": by.answers },
    refusal: () => new NobodysThanks(),
  }
}

function stillLiked(post: Post): Write {
  return {
    kind: "check",
    key: postKey(post.topic, post.id),
    condition: `likeCount = :likes AND ${post.removed ? "attribute_exists" : "attribute_not_exists"}(removed)`,
    values: { ":likes": post.likeCount },
    refusal: overtaken,
  }
}

/** The topic lies where it lay, is hidden as it was, and has the answer that it had. */
function stillShown({ category, id, removed, answer }: Topic): Write {
  return {
    kind: "check",
    key: topicKey(category, id),
    condition: [
      EXISTS,
      `attribute_${removed ? "exists" : "not_exists"}(removed)`,
      answer ? "answer.post = :post" : "attribute_not_exists(answer)",
    ].join(" AND "),
    ...(answer && { values: { ":post": answer.post } }),
    refusal: overtaken,
  }
}
