/** Where somebody goes on who has changed what they follow. No public page shows any of it: nothing becomes stale. */
import { z } from "zod"
import type { Actor } from "#lib/forum/actor.ts"
import {
  type BookmarkInput,
  bookmarkPost,
  type UnbookmarkInput,
  unbookmarkPost,
} from "#lib/forum/bookmarks.ts"
import { StanceInput, takeStance } from "#lib/forum/following.ts"
import { markAllRead, ReadThroughInput, unmarkAllRead } from "#lib/forum/reading.ts"
import {
  type ChoicesInput,
  chooseWhatFollows,
  type WatchCategoryInput,
  type WatchTopicInput,
  watchCategory,
  watchTopic,
} from "#lib/forum/watching.ts"
import { watchingSettingsPath } from "./account-paths.ts"
import {
  ownListPath,
  postOptionsPath,
  safeNext,
  watchCategoryPath,
  watchMemberPath,
  watchTopicPath,
} from "./paths.ts"
import type { Outcome } from "./writing.ts"

const SAVED = "?said=saved"

export async function sendTopicLevel(
  actor: Actor,
  input: z.output<typeof WatchTopicInput>,
): Promise<Outcome> {
  await watchTopic(actor, input)
  return { to: `${watchTopicPath(input.topic)}${SAVED}`, stale: [] }
}

export async function sendCategoryLevel(
  actor: Actor,
  input: z.output<typeof WatchCategoryInput>,
): Promise<Outcome> {
  const { id } = await watchCategory(actor, input)
  return { to: `${watchCategoryPath(id)}${SAVED}`, stale: [] }
}

/** The same with the page to come back to, where it is not the member's. */
export const StanceOnPageInput = StanceInput.extend({ page: z.string().optional() })

export async function sendStance(
  actor: Actor,
  { page, ...input }: z.output<typeof StanceOnPageInput>,
): Promise<Outcome> {
  const { name } = await takeStance(actor, input)
  return { to: page ? safeNext(page) : `${watchMemberPath(name)}${SAVED}`, stale: [] }
}

export async function sendBookmark(actor: Actor, input: z.output<typeof BookmarkInput>): Promise<Outcome> {
  const { post } = await bookmarkPost(actor, input)
  return { to: postOptionsPath(post), stale: [] }
}

/** Bringing one back that was taken away by mistake: one stays on the list. */
export async function sendBookmarkBack(
  actor: Actor,
  input: z.output<typeof UnbookmarkInput>,
): Promise<Outcome> {
  await bookmarkPost(actor, input)
  return { to: ownListPath("bookmarks"), stale: [] }
}

/** To the list, which offers to bring it back. */
export async function sendUnbookmark(
  actor: Actor,
  input: z.output<typeof UnbookmarkInput>,
): Promise<Outcome> {
  const { post } = await unbookmarkPost(actor, input)
  return { to: `${ownListPath("bookmarks")}?removed=${post.toLowerCase()}`, stale: [] }
}

/** The same with the page to come back to. */
export const ReadAllInput = ReadThroughInput.extend({
  page: z.string().optional(),
  /** Takes it back. */
  undo: z.literal("1").optional(),
})

export async function sendAllRead(actor: Actor, input: z.output<typeof ReadAllInput>): Promise<Outcome> {
  await (input.undo ? unmarkAllRead : markAllRead)(actor, input)
  return { to: safeNext(input.page), stale: [] }
}

export async function sendChoices(actor: Actor, input: z.output<typeof ChoicesInput>): Promise<Outcome> {
  await chooseWhatFollows(actor, input)
  return { to: `${watchingSettingsPath()}${SAVED}`, stale: [] }
}
