/** Another title, other tags: what staff change of somebody's topic without touching what was written. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { slugOf } from "#lib/base/slug.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { getPost } from "#lib/db/patterns/posts.ts"
import { getRevision } from "#lib/db/patterns/revisions.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putRevision, raiseVersion } from "#lib/db/writes/posts.ts"
import { rewriteTopic } from "#lib/db/writes/topics.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, personOf, requireMember } from "./actor.ts"
import { Words } from "./reporting.ts"
import { tagging } from "./tags.ts"
import { TagList, Title } from "./texts.ts"
import { loggedFor, type TopicEvent } from "./topic-log.ts"
import { type TopicScene, visibleTopic } from "./visible.ts"
import { covered } from "./watched-words.ts"

export const RetitleInput = z.object({
  topic: Id,
  /** The version of the row that the form was filled from. */
  version: z.coerce.number().int().min(1),
  title: Title,
  tags: TagList,
  words: Words.optional(),
})

/**
 * Gives a topic another title and other tags; its address follows, the old one leads there.
 * @throws ForumError not-found, forbidden; conflict/edited-meanwhile
 */
export function retitleTopic(
  actor: Actor,
  input: z.output<typeof RetitleInput>,
): Promise<TopicScene & { before: TopicScene["topic"] }> {
  return untilSettled(async () => {
    const { topic, category } = await visibleTopic(actor, input.topic, { consistent: true })
    authorize(actor, "topic.retitle", { topic })
    const member = requireMember(actor)
    const { words } = input
    const title = await covered(input.title)
    const isOther = title !== topic.title
    const { tags, writes } = await tagging(member, topic, input.tags)
    const isTagged = tags.join() !== topic.tags.join()
    if (!isOther && !isTagged) return { topic, category, before: topic }
    if (topic.version !== input.version) throw new ForumError("conflict", "title-overtaken")
    const change = { title, slug: slugOf(title), excerpt: topic.excerpt, tags, updatedAt: nowIso() }
    const event = isOther
      ? { type: "retitled" as const, from: topic.title, to: title, words }
      : { ...retagged(topic, tags), words }
    await commit(await retitling(member, topic, { change, typed: input.title, tagged: writes, event }))
    return { topic: { ...topic, ...change, version: topic.version + 1 }, category, before: topic }
  })
}

const retagged = ({ tags }: Topic, wanted: string[]): TopicEvent => ({
  ...{ type: "retagged", from: tags.join(", "), to: wanted.join(", ") },
})

/**
 * What gives a topic other tags, with its event, and which it has then: a tag may have another name by now. Nothing where
 * they are the same. @throws ForumError forbidden
 */
export async function retagging(
  member: Member,
  topic: Topic,
  wanted: string[],
  said: Pick<TopicEvent, "words" | "saga">,
): Promise<{ tags: string[]; writes: Write[] }> {
  const { tags, writes: tagged } = await tagging(member, topic, wanted)
  if (tags.join() === topic.tags.join()) return { tags, writes: [] }
  const { title, slug, excerpt } = topic
  const change = { title, slug, excerpt, tags, updatedAt: nowIso() }
  const event = { ...retagged(topic, tags), ...said }
  return { tags, writes: await retitling(member, topic, { change, tagged, event }) }
}

type Change = Parameters<typeof rewriteTopic>[1]

/** @param typed the title before anything in it was covered, where there is another one */
async function retitling(
  member: Member,
  topic: Topic,
  { change, typed, tagged, event }: { change: Change; typed?: string; tagged: Write[]; event: TopicEvent },
): Promise<Write[]> {
  const { tags, updatedAt: at } = change
  return [
    rewriteTopic(topic, change),
    ...(await revisionOf(member, topic, { ...(typed && { title: typed }), tags, at })),
    ...tagged,
    ...(await loggedFor(member, topic, event)),
  ]
}

/** The history says so, and whoever edits the first post next begins with this title. */
async function revisionOf(
  member: Member,
  topic: Topic,
  { title, tags, at }: { title?: string; tags: string[]; at: string },
): Promise<Write[]> {
  const post = await getPost(topic.id, topic.firstPost, { consistent: true })
  const last = post && (await getRevision(post.id, post.version, { consistent: true }))
  // Its author has left and taken the text along: what is there has only a row.
  if (!post || !last) return []
  const n = post.version + 1
  const revision = {
    post: post.id,
    n,
    source: last.source,
    editor: personOf(member),
    createdAt: at,
    title: title ?? last.title ?? topic.title,
    tags,
  }
  return [raiseVersion(post), putRevision(revision)]
}
