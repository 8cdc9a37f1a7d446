/** How many like a post: counted from its reactions. */
import { type Post, Reactions } from "#lib/db/items/posts.ts"
import { reactionKey } from "#lib/db/keys/posts.ts"
import { countReactions, findPosts } from "#lib/db/patterns/figures.ts"
import { getRevision } from "#lib/db/patterns/revisions.ts"
import { addToPost } from "#lib/db/writes/figures.ts"
import { type Change, images, type Projection } from "./contract.ts"
import { counter } from "./counters/counter.ts"
import { allPosts } from "./counters/walks.ts"
import { correct, passFences } from "./fence.ts"

type Step = { sequence: string; likes: number; post: string; topic?: string }
type Likes = Pick<Post, "id" | "topic" | "appliedThrough">

const NAME = "post-likes"

/** Where posts lay when they were liked: most lie there still. */
const likes = counter<Likes, Step>({
  find: async (ids) => byId(await findPosts(ids.map((id) => ({ id })))),
  // A post that is somewhere has its source.
  isGone: async (id) => (await getRevision(id, 1, { consistent: true })) === undefined,
  add: async (post, steps) => {
    const { sequence: appliedThrough } = steps.at(-1)!
    const sum = steps.reduce((total, step) => total + step.likes, 0)
    const write = addToPost(post, sum, { appliedThrough, before: post.appliedThrough })
    return { after: { id: post.id, topic: post.topic, appliedThrough }, writes: [write] }
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
  async rebuild(progress) {
    let [posts, wrong] = [0, 0]
    for await (const some of allPosts()) {
      const right = await Promise.all(some.map(({ id }) => correctLikes(id)))
      posts += some.length
      wrong += right.filter(Boolean).length
      progress(`${posts} posts looked at, ${wrong} put right.`)
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
    return [{ sequence: change.sequence, likes: after ? 1 : -1, post, ...(topic && { topic }) }]
  })
  return Map.groupBy(steps, ({ post }) => post)
}

/** @returns whether they were wrong */
function correctLikes(id: string): Promise<boolean> {
  return correct({ partition: reactionKey(id, "").PK, by: NAME }, async () => {
    const [post] = await findPosts([{ id }])
    if (!post) return undefined
    const missing = (await countReactions(id)) + (post.importedLikes ?? 0) - post.likeCount
    if (missing === 0) return undefined
    return (appliedThrough) => [addToPost(post, missing, { appliedThrough, before: post.appliedThrough })]
  })
}

function byId(posts: Post[]): Map<string, Likes> {
  return new Map(
    posts.map(({ id, topic, appliedThrough }) => [
      id,
      { id, topic, ...(appliedThrough && { appliedThrough }) },
    ]),
  )
}
