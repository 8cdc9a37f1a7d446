/** How many like a post: counted from its reactions. */
import { type Post, Reactions } from "#lib/db/items/posts.ts"
import { postKey, reactionKey } from "#lib/db/keys/posts.ts"
import { findPosts } from "#lib/db/patterns/figures.ts"
import { getRevision } from "#lib/db/patterns/revisions.ts"
import { type Place, placeOf } from "#lib/db/through.ts"
import { addMissing, addToPost } from "#lib/db/writes/figures.ts"
import { type Change, images, type Projection } from "./contract.ts"
import { correct, type Figure } from "./correct.ts"
import { counter } from "./counters/counter.ts"
import { allPosts, cursorOf, placeIn, reactionsTo } from "./counters/walks.ts"
import { passFences } from "./fences.ts"

type Step = Place & { likes: number; post: string; topic?: string }
type Likes = Pick<Post, "id" | "topic" | "appliedThrough" | "corrected">

const NAME = "post-likes"

/** Where posts lay when they were liked: most lie there still. */
const likes = counter<Likes, Step>({
  find: async (ids) => byId(await findPosts(ids.map((id) => ({ id })))),
  // A post that is somewhere has its source.
  isGone: async (id) => (await getRevision(id, 1, { consistent: true })) === undefined,
  add: async (post, steps, appliedThrough) => {
    const sum = steps.reduce((total, step) => total + step.likes, 0)
    const write = addToPost(post, sum, { appliedThrough, before: post })
    return { after: { ...post, appliedThrough }, writes: [write] }
  },
})

export const postLikes: Projection = {
  name: NAME,
  entities: ["Reaction", "Fence"],
  async apply(changes) {
    await likes.count(stepsIn(changes))
    await passFences(NAME, changes)
  },
  async repair(changes) {
    for (const post of stepsIn(changes).keys()) await correctLikes(post)
    await passFences(NAME, changes)
  },
  async *rebuild(from) {
    let [posts, wrong] = [0, 0]
    for await (const { posts: some, place } of allPosts(placeIn(from))) {
      const right = await Promise.all(some.map(({ id }) => correctLikes(id)))
      posts += some.length
      wrong += right.filter(Boolean).length
      yield { cursor: cursorOf(place), done: `${posts} posts looked at, ${wrong} put right.` }
    }
  },
}

function stepsIn(changes: readonly Change[]): Map<string, Step[]> {
  const steps = changes.flatMap((change): Step[] => {
    if (change.entityType !== "Reaction") return []
    const { before, after } = images(Reactions, change)
    const reaction = after ?? before
    if (!reaction || (before && after)) return []
    const { post, topic } = reaction
    return [{ ...placeOf(change), likes: after ? 1 : -1, post, ...(topic && { topic }) }]
  })
  return Map.groupBy(steps, ({ post }) => post)
}

/** @returns whether they were wrong */
function correctLikes(id: string): Promise<boolean> {
  return correct<Figure & { post: Post }>({
    partition: reactionKey(id, "").PK,
    by: NAME,
    find: async () => {
      const [post] = await findPosts([{ id }])
      if (!post) return undefined
      const { likeCount, importedLikes = 0, appliedThrough, corrected } = post
      return { post, sums: { likeCount: likeCount - importedLikes }, appliedThrough, corrected }
    },
    walk: async function* () {
      for await (const users of reactionsTo(id))
        yield users.map((user) => ({ sort: reactionKey(id, user).SK, adds: LIKE }))
    },
    adds: ({ entityType, before, after }) =>
      entityType === "Reaction"
        ? { ...(before && { before: LIKE }), ...(after && { after: LIKE }) }
        : undefined,
    step: (change) => ({
      likeCount: [...stepsIn([change]).values()].flat().reduce((sum, { likes }) => sum + likes, 0),
    }),
    write: ({ post }, missing) => [addMissing(postKey(post.topic, id), missing, post)],
  })
}

const LIKE = { likeCount: 1 }

function byId(posts: Post[]): Map<string, Likes> {
  return new Map(
    posts.map(({ id, topic, appliedThrough, corrected }) => [
      id,
      { id, topic, ...(appliedThrough && { appliedThrough }), ...(corrected && { corrected }) },
    ]),
  )
}
