/** Posts that go from one topic to another, and who liked and watches what goes. */
import { getMany } from "../batch.ts"
import { type Post, Posts, type Reaction, Reactions } from "../items/posts.ts"
import { type TopicSaga, TopicSagas } from "../items/sagas.ts"
import { type Topic, Topics } from "../items/topics.ts"
import { type ReadState, ReadStates } from "../items/users.ts"
import { all, justAbove } from "../keys/key.ts"
import { postKey, reactionKey } from "../keys/posts.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { topicSagaKey } from "../keys/sagas.ts"
import { topicKey } from "../keys/topics.ts"
import { readKey } from "../keys/watching.ts"
import { query, type Raw } from "../query.ts"

/** A post with all that its item holds, which goes along whatever it is. */
export type Whole = { post: Post; item: Raw }

/** AP-106: posts of a topic as whole items, in time order, after `after` (a post's id). Consistently. */
export async function wholePosts(
  topic: string,
  { after, from, limit }: { after?: string; from?: string; limit: number },
): Promise<Whole[]> {
  const end = all(PREFIX.post)[1]
  const start = after ? justAbove(postKey(topic, after).SK) : from ? postKey(topic, from).SK : PREFIX.post
  const { PK } = postKey(topic, "0".repeat(26))
  const { items } = await query({ pk: PK, between: [start, end], limit, consistent: true })
  return items.map((item) => ({ post: Posts.decode(item), item }))
}

/** AP-106b: who likes a post, after `after` (a member's id), consistently. */
export async function reactionsAfter(
  post: string,
  { after, limit }: { after?: string; limit: number },
): Promise<Reaction[]> {
  const { PK, SK } = reactionKey(post, "")
  const start = after ? reactionKey(post, after) : undefined
  const { items } = await query({ pk: PK, beginsWith: SK, after: start, limit, consistent: true })
  return Reactions.readAll(items)
}

/** AP-106c: the states of some members in one topic, in their order, consistently. */
export async function readStatesIn(users: string[], topic: string): Promise<(ReadState | undefined)[]> {
  const items = await getMany(
    users.map((user) => readKey(user, topic)),
    { consistent: true },
  )
  return items.map((item) => ReadStates.read(item))
}

/** AP-108: topics of a category in the order of their beginning, removed ones too, after `after` (an id). Consistently. */
export async function topicRowsOf(
  category: string,
  { after, limit }: { after?: string; limit: number },
): Promise<Topic[]> {
  const { PK } = topicKey(category, "")
  const [first, end] = all(PREFIX.topic)
  const start = after ? justAbove(topicKey(category, after).SK) : first
  const { items } = await query({ pk: PK, between: [start, end], limit, consistent: true })
  return Topics.readAll(items)
}

/** How many merges and splits of a topic are shown. */
const SAGAS_OF_TOPIC = 10

/** AP-107: merges and splits that brought posts into a topic or out of it lately, newest first. */
export async function sagasOfTopic(topic: string): Promise<TopicSaga[]> {
  const { PK, SK } = topicSagaKey(topic, "")
  const { items } = await query({ pk: PK, beginsWith: SK, descending: true, limit: SAGAS_OF_TOPIC })
  return TopicSagas.readAll(items)
}
