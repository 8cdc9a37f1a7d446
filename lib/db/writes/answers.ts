/** Writes that mark the answer of a question, and take the mark away, as values for commit(). */
import { EXISTS, type Write } from "../commit.ts"
import type { Topic } from "../items/topics.ts"
import { topicKey } from "../keys/topics.ts"
import { overtaken } from "../retry.ts"

export function setAnswer(topic: Topic, answer: NonNullable<Topic["answer"]>): Write {
  return {
    kind: "update",
    key: topicKey(topic.category, topic.id),
    update: "SET answer = :answer",
    condition: `${EXISTS} AND attribute_not_exists(removed)`,
    values: { ":answer": answer },
    refusal: overtaken,
  }
}

/** Takes the mark away, if it still is at that post. */
export function clearAnswer(topic: Topic, post: string): Write {
  return {
    kind: "update",
    repeatable: true,
    key: topicKey(topic.category, topic.id),
    update: "REMOVE answer",
    condition: "answer.post = :post",
    values: { ":post": post },
    refusal: overtaken,
  }
}

/** The same where the topic must be there as well. */
export function clearOpenAnswer(topic: Topic, post: string): Write {
  const { condition, ...write } = clearAnswer(topic, post)
  return { ...write, condition: `${condition} AND attribute_not_exists(removed)` } as Write
}

/** Goes with what may be done to a post only while it is not the answer. */
export function checkNotAnswer(topic: Topic, post: string): Write {
  return {
    kind: "check",
    key: topicKey(topic.category, topic.id),
    condition: `${EXISTS} AND (attribute_not_exists(answer) OR answer.post <> :post)`,
    values: { ":post": post },
    refusal: overtaken,
  }
}

/** The same of several posts of one topic: a transaction speaks of a row once. */
export function checkNotAnswers(topic: Topic, posts: string[]): Write {
  const values = Object.fromEntries(posts.map((post, n) => [`:post${n}`, post]))
  return {
    kind: "check",
    key: topicKey(topic.category, topic.id),
    condition: `${EXISTS} AND (attribute_not_exists(answer) OR NOT (answer.post IN (${Object.keys(values).join(", ")})))`,
    values,
    refusal: overtaken,
  }
}
