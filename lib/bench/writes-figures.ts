/** What follows from posts, likes and topics in the figures: the projections, given one change each. */
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { type Post, Posts, Reactions } from "#lib/db/items/posts.ts"
import { type Topic, Topics } from "#lib/db/items/topics.ts"
import { categoryKey } from "#lib/db/keys/categories.ts"
import type { Key } from "#lib/db/keys/key.ts"
import { postKey } from "#lib/db/keys/posts.ts"
import { topicKey } from "#lib/db/keys/topics.ts"
import { findTops } from "#lib/db/patterns/categories.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import type { Raw } from "#lib/db/query.ts"
import { putTop } from "#lib/db/writes/categories.ts"
import { addMissing, setLastActivity, setLastPost } from "#lib/db/writes/figures.ts"
import { putPost } from "#lib/db/writes/posts.ts"
import { notePart } from "#lib/db/writes/sitemap.ts"
import { categoryFigures } from "#lib/projections/category-figures.ts"
import type { Change } from "#lib/projections/contract.ts"
import { postLikes } from "#lib/projections/post-likes.ts"
import { figuresOf, topicFigures } from "#lib/projections/topic-figures.ts"
import { unanswered } from "#lib/projections/unanswered.ts"
import type { World } from "./world.ts"

let place = 0

function change(entityType: string, before?: object, after?: object): Change {
  const { PK, SK } = (after ?? before) as Key
  const images = { ...(before && { before: before as Raw }), ...(after && { after: after as Raw }) }
  return {
    ...{ sequence: String(++place).padStart(40, "0"), shard: "measured", at: nowIso() },
    key: { PK, SK },
    entityType,
    ...images,
  }
}

/** Each is measured once the projection knows its target, as it does while it runs. */
export async function measureFigureWrites(
  { topics, posts, members }: World,
  write: (number: string, work: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const [long, other] = [topics[0]!, topics[17]!]
  const aReply = async (topic: Topic): Promise<Change> => {
    const { id: _, ...words } = { ...posts[1]!, topic: topic.id, createdAt: nowIso() }
    const post: Post = { ...words, id: newId() }
    await commit([putPost(post)])
    return change("Post", undefined, Posts.encode(post))
  }
  // The world's row counts the posts that it began with, to the page; others were written since.
  await topicFigures.apply([await aReply(long)])
  const second = await aReply(long)
  await write("W-15", () => topicFigures.apply([second]))
  const page = await Promise.all(Array.from({ length: 18 }, () => aReply(other)))
  await topicFigures.apply(page)
  await topicFigures.apply([await aReply(other)])
  const next = await aReply(other)
  await write("W-16", () => topicFigures.apply([next]))
  const [row, grown] = [Topics.encode(other), Topics.encode({ ...other, postCount: 2, lastPostAt: nowIso() })]
  await categoryFigures.apply([change("Topic", row, grown)])
  await write("W-17", () => categoryFigures.apply([change("Topic", row, { ...grown, lastPostAt: nowIso() })]))
  const like = { post: posts[7]!.id, topic: long.id, createdAt: nowIso() }
  const [ann, ben] = members.map(({ id, name }) => Reactions.encode({ ...like, user: { id, name } }))
  await postLikes.apply([change("Reaction", undefined, ann)])
  await write("W-18", () => postLikes.apply([change("Reaction", undefined, ben)]))
  const there = Topics.encode({ ...other, category: "deck" })
  await categoryFigures.apply([change("Topic", undefined, there)])
  await write("W-19", () =>
    categoryFigures.apply([change("Topic", row, undefined), change("Topic", undefined, there)]),
  )
  const [top] = await findTops([{ category: "harbour", period: "all" }])
  await write("W-20", () => commit([putTop(top!, () => new Error("Somebody else ranks here."))]))
  const waiting = topics[20]!
  const answered = Topics.encode({ ...waiting, postCount: 2 })
  await write("W-21", () => unanswered.apply([change("Topic", undefined, Topics.encode(waiting))]))
  await commit([{ kind: "put", item: answered }])
  await write("W-21b", () => unanswered.apply([change("Topic", Topics.encode(waiting), answered)]))
  const part = { category: "harbour", from: newId(), changedAt: nowIso() }
  await write("W-22", () => commit([notePart(part, () => new Error("It is noted."))]))
  const [known, post] = [figuresOf((await findTopics([long.id], { consistent: true }))[0]!), posts[7]!]
  const figures = { postCount: -1, likeCount: 1 }
  await write("W-90", () => commit([addMissing(topicKey(long.category, long.id), figures, known)]))
  await write("W-90b", () =>
    commit([addMissing(categoryKey("harbour"), { topicCount: 1, postCount: -1 }, {})]),
  )
  await write("W-90c", () => commit([addMissing(postKey(post.topic, post.id), { likeCount: 1 }, {})]))
  const last = { lastPost: { id: newId(), author: known.lastPost.author }, lastPostAt: nowIso() }
  await write("W-91", () => commit([setLastPost(known, last)]))
  const refused = () => new Error("It says a later time.")
  await write("W-91b", () => commit([setLastActivity("harbour", "2099-01-01T00:00:00.000Z", refused)]))
}
