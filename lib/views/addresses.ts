/** Where addresses lead that name no page themselves: posts by id, and those of an imported forum. */

import { oldAddressTag } from "#lib/base/cache-tags.ts"
import { now } from "#lib/base/clock.ts"
import { isForumError } from "#lib/base/errors.ts"
import { Id, timeOf } from "#lib/base/ids.ts"
import { addressOf } from "#lib/db/items/categories.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findPost, pageOfPost, postsFrom } from "#lib/db/patterns/posts.ts"
import { findOldAddress, findOldPost } from "#lib/db/patterns/site.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { type Actor, GUEST } from "#lib/forum/actor.ts"
import { isPublic } from "#lib/forum/seeing.ts"
import { UNDO_FOR } from "#lib/forum/undoable.ts"
import { presentCategory, visiblePost, visibleTopic } from "#lib/forum/visible.ts"
import { cached } from "#lib/web/cached.ts"
import type { Lead } from "#lib/web/lead-on.ts"
import { areaOf, categoryPath, memberPath, topicPath } from "#lib/web/paths.ts"
import { loadTopicLink } from "./topic-link.ts"

/**
 * The page of a topic on which a post stands, scrolled to it; null when the post is not for this actor,
 * removed or not there: all the same.
 */
export async function addressOfPost(actor: Actor, idText: string): Promise<string | null> {
  const id = Id.safeParse(idText)
  if (!id.success) return null
  return orNull(async () => {
    const { topic, post, category } = await visiblePost(actor, id.data)
    const page = await pageOfPost(topic.id, post.id)
    const area = topic.removed ? "private" : areaOf(category)
    return topicPath(topic, { area, page, post: post.id })
  })
}

/** Where the note stands that a removed post has left in a topic which the actor may see; of any other post null. */
export async function addressOfNote(actor: Actor, idText: string): Promise<string | null> {
  const id = Id.safeParse(idText)
  const post = id.success ? await findPost(id.data) : undefined
  if (!post?.removed) return null
  return orNull(async () => {
    const { topic, category } = await visibleTopic(actor, post.topic)
    const page = await pageOfPost(topic.id, post.id)
    return topicPath(topic, { area: topic.removed ? "private" : areaOf(category), page, post: post.id })
  })
}

/** The place where somebody goes on who has read up to a post: the one after it, or itself when it is the last. */
export async function addressAfterPost(actor: Actor, idText: string): Promise<string | null> {
  const id = Id.safeParse(idText)
  if (!id.success) return null
  return orNull(async () => {
    const place = await findPost(id.data)
    if (!place) return null
    const { topic, category } = await visibleTopic(actor, place.topic)
    const [read, next] = await postsFrom(topic.id, { from: id.data, limit: 2 })
    const post = (next ?? read)?.id ?? id.data
    const page = await pageOfPost(topic.id, post)
    return topicPath(topic, { area: topic.removed ? "private" : areaOf(category), page, post })
  })
}

/** A topic by its id alone; public topics only. */
export async function addressOfTopic(idText: string): Promise<Lead | null> {
  const id = Id.safeParse(idText)
  if (!id.success) return null
  const topic = await loadTopicLink(id.data)
  return topic ? forGood(topicPath(topic)) : addressOfMerged(GUEST, id.data)
}

/**
 * Where a topic begins that was merged into another one, as the actor may see it; null when it was not merged. For good
 * once that cannot be undone any more. The page that leads on for everybody carries the tag of the topic to which it leads.
 */
export async function addressOfMerged(actor: Actor, idText: string): Promise<Lead | null> {
  const id = Id.safeParse(idText)
  const row = id.success ? await findTopic(id.data) : undefined
  if (!row?.merged) return null
  return orNull(async () => {
    const { topic, category } = await visibleTopic(actor, row.id)
    const area = areaOf(category)
    if (area === "public") await loadTopicLink(topic.id)
    const page = await pageOfPost(topic.id, row.firstPost)
    const to = topicPath(topic, { area, page, post: row.firstPost })
    return { to, forGood: await isMergedForGood(row) }
  })
}

/** Also the topics in between may be taken out again. */
async function isMergedForGood(row: Topic): Promise<boolean> {
  let topic: Topic | undefined = row
  while (topic?.merged) {
    if (timeOf(topic.merged.saga) + UNDO_FOR > now()) return false
    topic = await findTopic(topic.merged.into)
  }
  return true
}

const forGood = (to: string): Lead => ({ to, forGood: true })

/** `/t/<slug>/<number>[/<post number>]` of a Discourse forum; public topics only. */
export async function addressOfOldTopic(number: string, postNumber?: string): Promise<Lead | null> {
  if (!isNumber(number) || (postNumber !== undefined && !isNumber(postNumber))) return null
  const address = `discourse#t#${Number(number)}`
  const found = await loadOldAddress(address)
  if (found?.to.kind !== "topic") return null
  const { topic: id } = found.to
  const topic = await loadTopicLink(id)
  if (!topic) return addressOfMerged(GUEST, id)
  const post = postNumber && (await findOldPost(address, Number(postNumber)))
  if (!post || post === topic.firstPost) return forGood(topicPath(topic))
  if ((await findPost(post))?.topic === id)
    return forGood(topicPath(topic, { page: await pageOfPost(id, post), post }))
  // It went into another topic since, and may come back.
  const to = await addressOfPost(GUEST, post)
  return to === null ? null : { to, forGood: false }
}

/** `/c/<slug>/<number>` of a Discourse forum. */
export async function addressOfOldCategory(number: string): Promise<string | null> {
  const found = isNumber(number) ? await loadOldAddress(`discourse#c#${Number(number)}`) : undefined
  if (found?.to.kind !== "category") return null
  const category = await presentCategory(found.to.category)
  return category && isPublic(category) ? categoryPath(addressOf(category)) : null
}

/** `/u/<name>` of a Discourse forum whose member has another name here. */
export async function addressOfOldMember(name: string): Promise<string | null> {
  if (name.length > 200) return null
  const found = await loadOldAddress(`discourse#u#${name.toLowerCase()}`)
  return found?.to.kind === "member" ? memberPath(found.to.name) : null
}

/** Brings its tag to the page that leads on, and to the one that says that there is nothing. */
const loadOldAddress = cached(
  "old-address",
  (address: string) => [oldAddressTag(address)],
  async (address) => (await findOldAddress(address)) ?? null,
)

const isNumber = (text: string): boolean => /^\d{1,12}$/.test(text)

async function orNull<T>(work: () => Promise<T | null>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (isForumError(error, "not-found")) return null
    throw error
  }
}
