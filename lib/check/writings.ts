/** Posts, their sources and likes, and tags: each has what it hangs on. */
import { type Post, Posts, Reactions, Revisions } from "#lib/db/items/posts.ts"
import { TagTopics } from "#lib/db/items/topics.ts"
import { type Upload, Uploads, UploadUsages } from "#lib/db/items/uploads.ts"
import type { Place, Some } from "#lib/db/patterns/belongings.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { getRevision } from "#lib/db/patterns/revisions.ts"
import { findTopic, getTopic } from "#lib/db/patterns/topics.ts"
import { getUploads, uploadsOf } from "#lib/db/patterns/uploads.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import type { Raw } from "#lib/db/query.ts"
import { differ, type Look, type UnderWay, unless, wrongKeys } from "./finding.ts"
import { missingThanks } from "./thanks.ts"

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
    ...(await wrongUploads(one)),
    ...(await missingThanks(one, topic, author)),
    ...unless(one.erasedAt || source, `its source ${one.version} is not there`),
  ]
}

/** What it shows knows of it. */
async function wrongUploads({ id, uploads = [] }: Post): Promise<string[]> {
  const there = await getUploads(uploads)
  return uploads.flatMap((ref) => {
    const upload = there.find((one) => one.id === ref.id)
    return unless(upload?.uses?.has(id), `the picture ${ref.id} is not there, or does not know of it`)
  })
}

/** A picture is shown by posts that say so, or waits to be deleted. */
async function upload(item: Raw): Promise<string[]> {
  const { id, uses, unusedSince } = Uploads.decode(item)
  const posts = await Promise.all([...(uses ?? [])].map((post) => findPost(post, { consistent })))
  const strange = posts.filter((one) => !one || !(one.erasedAt || one.uploads?.some((ref) => ref.id === id)))
  return [
    ...unless(strange.length === 0, "a post is said to show it that does not"),
    ...unless(uses || unusedSince, "no post shows it, and it does not wait to be deleted"),
  ]
}

/** How much a member's pictures take is what they take together. */
async function uploadUsage(item: Raw): Promise<string[]> {
  const { owner, bytes, count } = UploadUsages.decode(item)
  let [sum, number, after]: [number, number, Place | undefined] = [0, 0, undefined]
  do {
    const { items, next }: Some<Upload> = await uploadsOf(owner, { limit: 100, ...(after && { after }) })
    sum += items.reduce((all, one) => all + one.bytes, 0)
    number += items.length
    after = next
  } while (after)
  return [...differ("bytes of pictures", bytes, sum), ...differ("pictures", count, number)]
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
  Upload: upload,
  UploadUsage: uploadUsage,
}
