/** Posts, their sources and likes, and tags: each has what it hangs on. */
import { Posts, Reactions, Revisions } from "#lib/db/items/posts.ts"
import { TagTopics } from "#lib/db/items/topics.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { getRevision } from "#lib/db/patterns/revisions.ts"
import { findTopic, getTopic } from "#lib/db/patterns/topics.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import type { Raw } from "#lib/db/query.ts"
import { type Look, type UnderWay, unless, wrongKeys } from "./finding.ts"

const consistent = true

async function post(item: Raw, underWay: UnderWay): Promise<string[]> {
  const one = Posts.decode(item)
  const [topic, author, source] = await Promise.all([
    findTopic(one.topic, { consistent }),
    getUser(one.author.id, { consistent }),
    one.erasedAt ? undefined : getRevision(one.id, one.version, { consistent }),
  ])
  return [
    ...wrongKeys(item, Posts.encode(one)),
    ...unless(topic, "its topic is not there"),
    ...unless(!topic?.merged || underWay.has(topic.id), "its topic was merged into another one"),
    ...unless(author, `its author ${one.author.id} is not there`),
    ...unless(
      !author || author.name === one.author.name || underWay.has(author.id),
      `its author is called ${author?.name} now`,
    ),
    ...unless(one.erasedAt || source, `its source ${one.version} is not there`),
  ]
}

async function revision(item: Raw): Promise<string[]> {
  const one = Revisions.decode(item)
  const found = await findPost(one.post, { consistent })
  return [
    ...unless(found, "its post is not there"),
    ...unless(!found?.erasedAt, "its post was erased"),
    ...unless(!found || one.n <= found.version, "it is newer than its post"),
  ]
}

async function reaction(item: Raw): Promise<string[]> {
  const one = Reactions.decode(item)
  const [found, user] = await Promise.all([
    findPost(one.post, { consistent }),
    getUser(one.user.id, { consistent }),
  ])
  return [
    ...unless(found, "its post is not there"),
    ...unless(user, `who likes it, ${one.user.id}, is not there`),
  ]
}

async function tagTopic(item: Raw): Promise<string[]> {
  const { tag, topic, category } = TagTopics.decode(item)
  const row = await getTopic(category, topic, { consistent })
  return unless(row?.tags.includes(tag) && !row.removed, "no topic there has this tag")
}

export const WRITINGS: Record<string, Look> = {
  Post: post,
  Revision: revision,
  Reaction: reaction,
  TagTopic: tagTopic,
}
