/** What belongs to a member, all of it, a few at a time: for sagas that rename, export and erase. */
import { getMany } from "../batch.ts"
import { type Post, Posts, type Reaction, Reactions } from "../items/posts.ts"
import { type Appearance, Appearances } from "../items/sagas.ts"
import { type Topic, Topics } from "../items/topics.ts"
import { type ReadState, ReadStates } from "../items/users.ts"
import { byAuthor, removedByAuthor } from "../keys/indexes.ts"
import { reactionKey } from "../keys/posts.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { userKey } from "../keys/users.ts"
import { readKey } from "../keys/watching.ts"
import { query, queryAll, type Raw } from "../query.ts"

/** Where a walk goes on: LastEvaluatedKey, for nobody to look into. */
export type Place = Record<string, string>
export type Some<T> = { items: T[]; next?: Place }

type Walk = { after?: Place; limit: number }

/** AP-102: topics that a member started, newest first; those that were removed are a walk of their own. Consistently. */
export async function topicsStartedBy(
  user: string,
  { removed = false, after, limit }: Walk & { removed?: boolean },
): Promise<Some<Topic>> {
  const pk = (removed ? removedByAuthor : byAuthor)("TOPIC", user)
  const { items, last } = await query({ index: "GSI1", pk, descending: true, after, limit })
  return { items: Topics.readAll(await getMany(items, { consistent: true })), next: last }
}

/** AP-102b: posts that a member wrote, newest first; those that were removed are a walk of their own. Consistently. */
export async function postsWrittenBy(
  user: string,
  { removed = false, after, limit }: Walk & { removed?: boolean },
): Promise<Some<Post>> {
  const pk = (removed ? removedByAuthor : byAuthor)("POST", user)
  const { items, last } = await query({ index: "GSI1", pk, descending: true, after, limit })
  return { items: Posts.readAll(await getMany(items, { consistent: true })), next: last }
}

/** AP-103: a member's states in topics, with the likes in them, consistently. */
export async function readStatesFrom(user: string, { after, limit }: Walk): Promise<Some<ReadState>> {
  const { PK, SK } = readKey(user, "")
  const { items, last } = await query({ pk: PK, beginsWith: SK, after, limit, consistent: true })
  return { items: ReadStates.readAll(items), next: last }
}

/** AP-103b: a member's likes of these posts, consistently; where there is none, none. */
export async function likesOf(user: string, posts: string[]): Promise<Reaction[]> {
  const keys = posts.map((post) => reactionKey(post, user))
  return Reactions.readAll(await getMany(keys, { consistent: true }))
}

/** AP-104: posts of others in which a member's name stands, consistently. */
export async function appearancesOf(user: string, { after, limit }: Walk): Promise<Some<Appearance>> {
  const { PK } = userKey(user)
  const range = { pk: PK, beginsWith: PREFIX.named, after, limit, consistent: true }
  const { items, last } = await query(range)
  return { items: Appearances.readAll(items), next: last }
}

/** AP-105: everything that is kept under a member, whatever its kind, as it is kept. Consistently. */
export async function keptUnder(user: string, { after, limit }: Walk): Promise<Some<Raw>> {
  const { items, last } = await query({ pk: userKey(user).PK, after, limit, consistent: true })
  return { items, next: last }
}

/** AP-241: how many topics and posts of a member there are, of at most `most` each. */
export async function howMuchOf(user: string, most: number): Promise<{ topics: number; posts: number }> {
  const [topics, posts] = await Promise.all(
    (["TOPIC", "POST"] as const).map((kind) =>
      queryAll({ index: "GSI1", pk: byAuthor(kind, user), limit: most, only: ["id"] }),
    ),
  )
  return { topics: topics!.length, posts: posts!.length }
}
