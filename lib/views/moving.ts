/** What a merge or a split would change, for staff to look at before they do it. */

import type { z } from "zod"
import { isForumError } from "#lib/base/errors.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { placeOfPost } from "#lib/db/patterns/posts.ts"
import { watchersOf } from "#lib/db/patterns/watching.ts"
import type { Member } from "#lib/forum/actor.ts"
import { type MergeInput, mergeable, type SplitInput, splittable } from "#lib/forum/merging.ts"
import type { TopicScene } from "#lib/forum/visible.ts"
import { areaOf, postOptionsPath, topicPath } from "#lib/web/paths.ts"

type Linked = { title: string; href: string; category: string; posts: number }

export type MergePreview = {
  /** The one that goes: its address leads on. */
  from: Linked
  into: Linked
  /** Tags that only the one has that goes. */
  lost: string[]
  /** Whether the topic that goes has an accepted answer, which is a reply like others then. */
  answer: boolean
  watchers: number
  /** Who reads the reason, where there is one. */
  told?: string
}

export type SplitPreview = {
  from: Linked
  /** How many posts go, and how many stay. */
  goes: number
  stays: number
  title: string
  category: string
  tags: string[]
  answer: boolean
  told?: string
}

/** More are not counted before. */
const MOST_WATCHERS = 100

/** What it is about and where one changes one's mind, and the preview, or why there is none. */
export type Look<P> = { back: string } & ({ preview: P } | { wrong: string })

/** @throws ForumError unauthenticated, not-found (of the topic from which one came) */
export async function loadMergePreview(
  actor: Member,
  input: z.output<typeof MergeInput>,
): Promise<MergePreview> {
  const { from, into } = await mergeable(actor, input)
  const { items, next } = await watchersOf({ topic: from.topic.id })
  return {
    ...{ from: linked(from), into: linked(into) },
    lost: from.topic.tags.filter((tag) => !into.topic.tags.includes(tag)),
    answer: from.topic.answer !== undefined,
    watchers: next ? MOST_WATCHERS : items.length,
    ...toldOf(actor, from.topic),
  }
}

/** @throws ForumError unauthenticated, not-found, forbidden, invalid */
export async function loadSplitPreview(
  actor: Member,
  input: z.output<typeof SplitInput>,
): Promise<SplitPreview> {
  const { topic, post, category, into } = await splittable(actor, input)
  const place = (await placeOfPost(topic.id, post.id)) ?? 1
  const all = Math.max(topic.postCount, place)
  const goes = input.which === "alone" ? 1 : all - place + 1
  return {
    ...{ from: linked({ topic, category }), goes, stays: all - goes },
    ...{ title: input.title, category: into.name, tags: topic.tags },
    answer: topic.answer?.post === post.id,
    ...toldOf(actor, topic),
  }
}

function linked({ topic, category }: TopicScene): Linked {
  return {
    ...{ title: topic.title, href: topicPath(topic, { area: areaOf(category) }) },
    ...{ category: category.name, posts: topic.postCount },
  }
}

const toldOf = (actor: Member, { author }: Topic): { told?: string } =>
  author.id === actor.id ? {} : { told: author.name }

/** A preview, or in words why not; who may not see it at all finds no page. */
export async function looked<P>(post: string, load: () => Promise<P>): Promise<Look<P>> {
  const back = postOptionsPath(post)
  try {
    return { back, preview: await load() }
  } catch (error) {
    if (isForumError(error, "forbidden") || isForumError(error, "invalid"))
      return { back, wrong: error.message }
    throw error
  }
}
