/** How far a member has read: post by post, and everything up to a moment. */
import { z } from "zod"
import { now, nowIso } from "#lib/base/clock.ts"
import { Id } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { markRead } from "#lib/db/writes/users.ts"
import { readAsBefore, readThrough } from "#lib/db/writes/watching.ts"
import { type Actor, requireMember } from "./actor.ts"
import { visibleCategories } from "./categories.ts"
import { readNotificationsUpTo } from "./notifications.ts"
import { CategoryId } from "./topics.ts"
import { visibleCategory, visiblePost } from "./visible.ts"

export const ReadInput = z.object({
  post: Id,
  /** The post's place in the topic, from 1, as the page shows it: what lies beyond it is counted as new. */
  number: z.number().int().min(1).max(10_000_000).optional(),
})

class ReadAlready extends Error {}

/** Remembers that the member has had this post on the screen; never goes back. @throws ForumError not-found, unauthenticated */
export async function readUpTo(actor: Actor, input: z.output<typeof ReadInput>): Promise<void> {
  const member = requireMember(actor)
  const { post, topic } = await visiblePost(actor, input.post)
  const isLast = topic.lastPost.id === post.id
  const read = { post: post.id, number: isLast ? topic.postCount : input.number }
  const place = { user: member.id, topic: topic.id }
  await unlessRead(markRead(place, read, nowIso(), () => new ReadAlready()))
  await readNotificationsUpTo(member.id, topic.id, post.id)
}

export const ReadThroughInput = z.object({
  /** Absent: everywhere. */
  category: CategoryId.optional(),
  /** When the page was made that said what is unread: what came after it stays so. */
  through: z.iso.datetime(),
})

/**
 * Everything up to a moment counts as read, everywhere or in one category with its parts: one write for each,
 * however much there was to read. Never goes back. @throws ForumError not-found, unauthenticated
 */
export async function markAllRead(actor: Actor, input: z.output<typeof ReadThroughInput>): Promise<void> {
  const member = requireMember(actor)
  const places = input.category === undefined ? [undefined] : await withParts(actor, input.category)
  const through = new Date(Math.min(Date.parse(input.through), now())).toISOString()
  for (const place of places)
    await unlessRead(readThrough(member.id, place, through, nowIso(), () => new ReadAlready()))
}

/**
 * Takes that back, as long as nothing was marked as read there since: what was unread before is so again.
 * @throws ForumError not-found, unauthenticated
 */
export async function unmarkAllRead(actor: Actor, input: z.output<typeof ReadThroughInput>): Promise<void> {
  const member = requireMember(actor)
  const places = input.category === undefined ? [undefined] : await withParts(actor, input.category)
  const through = new Date(input.through).toISOString()
  for (const place of places)
    await unlessRead(readAsBefore(member.id, place, through, nowIso(), () => new ReadAlready()))
}

/** A category and its parts, as far as the actor may see them. */
async function withParts(actor: Actor, id: string): Promise<string[]> {
  const category = await visibleCategory(actor, id)
  const parts = (await visibleCategories(actor)).filter(({ parent }) => parent === category.id)
  return [category, ...parts].map((one) => one.id)
}

async function unlessRead(write: Write): Promise<void> {
  try {
    await commit([write])
  } catch (error) {
    if (!(error instanceof ReadAlready)) throw error
  }
}
