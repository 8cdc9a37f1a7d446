/** What staff do with a topic is in the case of its first post, in the transaction of the act, whether or not somebody reported it. */
import type { Write } from "#lib/db/commit.ts"
import type { TopicAct } from "#lib/db/items/case-events.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import type { Member } from "./actor.ts"
import { requireTheirs } from "./below.ts"
import { appended, caseIdOf, currentCase } from "./cases.ts"
import { moderates } from "./ranks.ts"

export type TopicEvent = {
  type: TopicAct
  /** For the topic's author; without them nobody is told. */
  words?: string | undefined
  /** What it was, and has become: names as people read them. */
  from?: string
  to?: string
  /** When it happens, or ends, by itself (ISO 8601). */
  until?: string | undefined
  /** Of one of many: the act that did them all. */
  saga?: string | undefined
}

/**
 * The event of an act on a topic, or on a post of it, as a write. Nothing for what authors do with their own: only acts of
 * who moderates it are logged. @throws ForumError forbidden to moderators of single categories, where staff wrote it
 */
export async function loggedFor(
  member: Member,
  topic: Topic,
  event: TopicEvent,
  post: Pick<Post, "id" | "author"> = { id: topic.firstPost, author: topic.author },
): Promise<Write[]> {
  const { category } = topic
  if (!moderates(member, category) || post.author.id === member.id) return []
  await requireTheirs(member, { author: post.author, category })
  const kind = post.id === topic.firstPost ? "topic" : "post"
  const subject = { kind, id: post.id, member: post.author.id, title: topic.title } as const
  const place = caseIdOf(subject)
  const { type, ...details } = event
  const said = Object.fromEntries(Object.entries(details).filter(([, detail]) => detail))
  return [appended(place, await currentCase(place), member, { type, subject, category, ...said })]
}
