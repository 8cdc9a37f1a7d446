/**
 * What a post has earned its author, kept as it is now: docs/adr/0160. Whatever is told of it how often and in whichever
 * order, it comes out right, because everything that it was computed from is a condition of what is written.
 */
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Thanks } from "#lib/db/items/thanks.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findPosts } from "#lib/db/patterns/figures.ts"
import { wholePosts } from "#lib/db/patterns/moving.ts"
import { getRevision } from "#lib/db/patterns/revisions.ts"
import { thanksFor } from "#lib/db/patterns/thanks.ts"
import { findTopicAndCategory } from "#lib/db/patterns/topics.ts"
import { Overtaken, retry } from "#lib/db/retry.ts"
import { NobodysThanks, setThanks } from "#lib/db/writes/thanks.ts"
import { isPublic } from "#lib/forum/seeing.ts"

/** A post about which something may be new, and where it lay. */
export type Told = {
  id: string
  author: string
  topic: string
  /** Also what is kept right is written: it may be in no index yet. */
  anew?: true
}

/** Posts of a topic that are looked through at a time. */
export const POSTS_AT_ONCE = 25

/** Brings what is kept of these posts to what is so now. */
export async function followAll(told: Iterable<Told>): Promise<void> {
  const byAuthor = Map.groupBy(told, ({ author }) => author)
  // Each writes to the item of its author: one after the other, so that they do not meet.
  await Promise.all([...byAuthor.values()].map(oneByOne))
}

/**
 * The same of those posts of a topic that can have earned something, from behind a post on, 25 looked through at a time.
 * @returns the post behind which it goes on, if there are more
 */
export async function followTopic(
  topic: string,
  answer?: string,
  after?: string,
): Promise<string | undefined> {
  const posts = await wholePosts(topic, { limit: POSTS_AT_ONCE, ...(after && { after }) })
  const some = posts.filter(({ post }) => post.likeCount > 0 || post.id === answer)
  await followAll(some.map(({ post }) => ({ id: post.id, author: post.author.id, topic })))
  return posts.length < POSTS_AT_ONCE ? undefined : posts.at(-1)!.post.id
}

async function oneByOne(some: Told[]): Promise<void> {
  for (const one of some) await follow(one)
}

/** What is kept is read first: whoever writes in between changes it, and this begins anew. */
function follow(told: Told): Promise<true> {
  return retry(
    async () => {
      const before = await thanksFor(told.author, told.id)
      const [post] = await findPosts([told])
      // An index follows within a moment; a post that is somewhere has its source.
      if (!post && (await getRevision(told.id, 1, { consistent: true }))) return undefined
      const scene = post && (await findTopicAndCategory(post.topic, { consistent: true }))
      if (post && !scene) return undefined
      const isTheirs = post?.author.id === told.author
      const { likes, answers } =
        post && scene && isTheirs ? earnedWith(post, scene) : { likes: 0, answers: false }
      const createdAt = post?.createdAt ?? before?.createdAt ?? ""
      const after: Thanks = { user: told.author, id: told.id, createdAt, likes, ...(answers && { answers }) }
      const isSame = (before?.likes ?? 0) === likes && (before?.answers ?? false) === answers
      if (isSame && !(told.anew && before)) return true
      return keep(before, after, { post, topic: scene?.topic })
    },
    () => new ForumError("conflict", "busy"),
  )
}

/** Only what everybody may see counts: otherwise a figure would tell what happens behind closed doors. */
export function earnedWith(
  { id, likeCount, removed }: Post,
  { topic, category }: { topic: Topic; category: Pick<Category, "readers"> },
): { likes: number; answers: boolean } {
  if (isHidden(topic) || !isPublic(category)) return { likes: 0, answers: false }
  return { likes: removed ? 0 : likeCount, answers: topic.answer?.post === id }
}

/** Of a topic that was merged, what has not gone yet is on its way into the other one. */
export const isHidden = ({ removed, merged }: Topic): boolean => removed !== undefined && merged === undefined

async function keep(
  before: Thanks | undefined,
  after: Thanks,
  seen: { post: Post | undefined; topic: Topic | undefined },
): Promise<true | undefined> {
  try {
    await commit(setThanks(before, after, seen))
    return true
  } catch (error) {
    if (error instanceof NobodysThanks) return true
    if (error instanceof Overtaken) return undefined
    throw error
  }
}
