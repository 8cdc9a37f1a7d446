/**
 * What members have earned: likes of their posts, answers that were accepted. What each post earns is kept, so that it
 * counts once, whatever is told how often and in whichever order: docs/adr/0160.
 */
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import { type Post, Posts } from "#lib/db/items/posts.ts"
import type { Thanks } from "#lib/db/items/thanks.ts"
import { type Topic, Topics } from "#lib/db/items/topics.ts"
import { findPosts } from "#lib/db/patterns/figures.ts"
import { getRevision } from "#lib/db/patterns/revisions.ts"
import { thanksFor } from "#lib/db/patterns/thanks.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { Overtaken, retry } from "#lib/db/retry.ts"
import { likesOf, NobodysThanks, setThanks } from "#lib/db/writes/thanks.ts"
import { type Change, images, type Projection } from "./contract.ts"
import { allPosts, cursorOf, placeIn } from "./counters/walks.ts"

/** A post about which something may be new: where it lay, and in which respect. */
type Told = {
  id: string
  author: string
  topic: string
  answers: boolean
  /** Also what is kept right is written: it may be in no index yet. */
  anew?: true
}

export const thanks: Projection = {
  name: "thanks",
  entities: ["Post", "Topic"],
  async apply(changes) {
    const told = new Map<string, Told>()
    for (const one of changes.flatMap(toldBy)) {
      const answers = one.answers || (told.get(one.id)?.answers ?? false)
      told.set(one.id, { ...one, answers })
    }
    const byAuthor = Map.groupBy(told.values(), ({ author }) => author)
    // Each writes to the item of its author: one after the other, so that they do not meet.
    await Promise.all([...byAuthor.values()].map(oneByOne))
  },
  // 2: in the index by likes.
  rules: 2,
  async *rebuild(from) {
    let posts = 0
    for await (const { posts: some, place } of allPosts(placeIn(from))) {
      await oneByOne(
        some.map(({ id, author, topic }) => ({ id, author: author.id, topic, answers: true, anew: true })),
      )
      posts += some.length
      yield { cursor: cursorOf(place), done: `${posts} posts looked at.` }
    }
  },
}

async function oneByOne(some: Told[]): Promise<void> {
  for (const one of some) await follow(one)
}

function toldBy(change: Change): Told[] {
  return change.entityType === "Post" ? toldByPost(change) : toldByTopic(change)
}

function toldByPost(change: Change): Told[] {
  const { before, after } = images(Posts, change)
  const post = (after ?? before)!
  const likes = (one: Post | undefined): number => (one ? likesOf(one) : 0)
  // A post that comes to another topic may be the answer there, or be none any more.
  const answers = !before && (after?.movedFrom !== undefined || (after?.moves?.length ?? 0) > 0)
  if (likes(before) === likes(after) && !answers) return []
  return [{ id: post.id, author: post.author.id, topic: post.topic, answers }]
}

function toldByTopic(change: Change): Told[] {
  const { before, after } = images(Topics, change)
  if (before?.answer?.post === after?.answer?.post) return []
  const topic = (after ?? before)!.id
  return [before?.answer, after?.answer].flatMap((answer) =>
    answer ? [{ id: answer.post, author: answer.author.id, topic, answers: true }] : [],
  )
}

/** Keeps what is so now. What is kept is read first: whoever writes in between changes it, and this begins anew. */
function follow(told: Told): Promise<true> {
  return retry(
    async () => {
      const before = await thanksFor(told.author, told.id)
      const [post] = await findPosts([told])
      // An index follows within a moment; a post that is somewhere has its source.
      if (!post && (await getRevision(told.id, 1, { consistent: true }))) return undefined
      const topic = post && told.answers ? await findTopic(post.topic, { consistent: true }) : undefined
      if (post && told.answers && !topic) return undefined
      const after = thanksNow(told, { before, post, topic })
      if (isSame(before, after) && !(told.anew && before)) return true
      return keep(before, after, { post, topic })
    },
    () => new ForumError("conflict", "busy"),
  )
}

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

function thanksNow(
  { id, author, answers }: Told,
  {
    before,
    post,
    topic,
  }: { before?: Thanks | undefined; post?: Post | undefined; topic?: Topic | undefined },
): Thanks {
  const isAnswer = answers || !post ? topic?.answer?.post === id : before?.answers === true
  const createdAt = post?.createdAt ?? before?.createdAt ?? ""
  return {
    ...{ user: author, id, likes: post ? likesOf(post) : 0, createdAt },
    ...(isAnswer && { answers: true }),
  }
}

function isSame(before: Thanks | undefined, after: Thanks): boolean {
  return (before?.likes ?? 0) === after.likes && before?.answers === after.answers
}
