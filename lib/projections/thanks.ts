/**
 * What members have earned: likes of their posts, answers that were accepted. What each post earns is kept, so that it
 * counts once, whatever is told how often and in whichever order; and only what everybody may see: docs/adr/0160, 0186.
 */
import { mintId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { Categories } from "#lib/db/items/categories.ts"
import { type Post, Posts } from "#lib/db/items/posts.ts"
import { type Topic, Topics } from "#lib/db/items/topics.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { likesOf } from "#lib/db/writes/thanks.ts"
import { newSaga } from "#lib/forum/sagas.ts"
import { isPublic } from "#lib/forum/seeing.ts"
import { type Change, images, type Projection } from "./contract.ts"
import { allPosts, cursorOf, placeIn } from "./counters/walks.ts"
import { followAll, followTopic, isHidden, POSTS_AT_ONCE, type Told } from "./earnings.ts"

/** The saga that goes through many posts of which others may see now what they could not, or not any more. */
export const RECOUNTING = "recount-thanks"

export const thanks: Projection = {
  name: "thanks",
  entities: ["Post", "Topic", "Category"],
  async apply(changes) {
    const told = changes.flatMap(toldBy)
    await followAll(new Map(told.map((one) => [one.id, one])).values())
    for (const change of changes) {
      if (change.entityType === "Topic") await followShown(change)
      if (change.entityType === "Category") await followOpened(change)
    }
  },
  // 2: in the index by likes. 3: what everybody may see.
  rules: 3,
  async *rebuild(from) {
    let posts = 0
    for await (const { posts: some, place } of allPosts(placeIn(from))) {
      await followAll(some.map(({ id, author, topic }) => ({ id, author: author.id, topic, anew: true })))
      posts += some.length
      yield { cursor: cursorOf(place), done: `${posts} posts looked at.` }
    }
  },
}

function toldBy(change: Change): Told[] {
  if (change.entityType === "Post") return toldByPost(change)
  return change.entityType === "Topic" ? toldByTopic(change) : []
}

function toldByPost(change: Change): Told[] {
  const { before, after } = images(Posts, change)
  const post = (after ?? before)!
  const likes = (one: Post | undefined): number => (one ? likesOf(one) : 0)
  // A post that comes to another topic may be the answer there, or be none any more.
  const came = !before && (after?.movedFrom !== undefined || (after?.moves?.length ?? 0) > 0)
  // Their author's account became part of another one: one has earned it, and the other no more.
  const authors = new Set([before ?? post, after ?? post].map(({ author }) => author.id))
  if (likes(before) === likes(after) && !came && authors.size === 1) return []
  return [...authors].map((author) => ({ id: post.id, author, topic: post.topic }))
}

function toldByTopic(change: Change): Told[] {
  const { before, after } = images(Topics, change)
  if (before?.answer?.post === after?.answer?.post) return []
  const topic = (after ?? before)!.id
  return [before?.answer, after?.answer].flatMap((answer) =>
    answer ? [{ id: answer.post, author: answer.author.id, topic }] : [],
  )
}

/** A topic that was hidden or restored, or came from another category: few posts at once, many by a saga. */
async function followShown(change: Change): Promise<void> {
  const { before, after } = images(Topics, change)
  if (!after || !(before ? isHidden(before) !== isHidden(after) : isMoved(after))) return
  // Also where the row says that nothing was liked: it is counted by another lane, perhaps later.
  if (after.postCount > POSTS_AT_ONCE) await startRecount(change, { topic: after.id, name: after.title })
  else await followTopic(after.id, after.answer?.post)
}

/** A row that is made anew: that of a new topic has its first version. */
const isMoved = ({ version }: Topic): boolean => version > 1

/** Everybody may read a category from now on, or not any more. */
async function followOpened(change: Change): Promise<void> {
  const { before, after } = images(Categories, change)
  if (!before || !after || isPublic(before) === isPublic(after)) return
  await startRecount(change, { category: after.id, name: after.name })
}

class Started extends Error {}

/** One saga for each change, however often it comes. */
async function startRecount(change: Change, input: Record<string, string>): Promise<void> {
  const id = mintId(Date.parse(change.at), `${RECOUNTING} ${change.shard} ${change.sequence}`)
  const [put] = putSaga(newSaga(RECOUNTING, input, { id }))
  try {
    await commit([{ ...put!, refusal: () => new Started() }])
  } catch (error) {
    if (!(error instanceof Started)) throw error
  }
}
