/** Where a jump inside a topic leads: to a post by its number, to the first one since a day, to a page. */
import { isForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { firstPostSince, POSTS_PER_PAGE, pageOfPost, pagesOf, postsOnPage } from "#lib/db/patterns/posts.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { type TopicScene, visibleTopic } from "#lib/forum/visible.ts"
import { areaOf, topicPath } from "#lib/web/paths.ts"

/** As they were typed; the first that says something counts. */
export type Jump = { post?: string | undefined; date?: string | undefined; page?: string | undefined }

/** What lies beyond an end leads to that end. Null where there is no such topic for this actor. */
export async function jumpAddress(actor: Actor, idText: string, jump: Jump): Promise<string | null> {
  const id = Id.safeParse(idText)
  if (!id.success) return null
  try {
    return await addressIn(await visibleTopic(actor, id.data), jump)
  } catch (error) {
    if (isForumError(error, "not-found")) return null
    throw error
  }
}

async function addressIn({ topic, category }: TopicScene, jump: Jump): Promise<string> {
  const area = topic.removed ? "private" : areaOf(category)
  const number = numberIn(jump.post, topic.postCount)
  if (number) {
    const page = pagesOf(number)
    const posts = (await postsOnPage(topic.id, page)) ?? []
    const post = posts[(number - 1) % POSTS_PER_PAGE] ?? posts.at(-1)
    return topicPath(topic, { area, page, ...(post && { post: post.id }) })
  }
  const time = dayIn(jump.date)
  if (time) {
    const post = (await firstPostSince(topic.id, time)) ?? topic.lastPost
    return topicPath(topic, { area, page: await pageOfPost(topic.id, post.id), post: post.id })
  }
  return topicPath(topic, { area, page: numberIn(jump.page, pagesOf(topic.postCount)) ?? 1 })
}

function numberIn(text: string | undefined, most: number): number | undefined {
  const digits = text?.trim().match(/^#?(\d{1,9})$/)?.[1]
  return digits === undefined ? undefined : Math.min(Math.max(Number(digits), 1), most)
}

/** The beginning of a day, as ISO 8601. */
function dayIn(text: string | undefined): string | undefined {
  const day = text?.trim().match(/^\d{4}-\d{2}-\d{2}$/)?.[0]
  const time = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00.000Z`)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}
