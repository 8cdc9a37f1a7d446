/** One batch of an import: topics built from their bodies, and written. */
import { postIdsFrom } from "#lib/db/patterns/posts.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import type { ImportReport } from "../report.ts"
import type { Tops } from "../tops.ts"
import type { Archive, PostFacts } from "./archive.ts"
import type { Bodies, TextOptions } from "./bodies.ts"
import { type BuiltPost, type BuiltTopic, buildPosts, buildTopic, oldAddressesOf } from "./build.ts"
import type { Members } from "./members.ts"
import { extendTopic, writeTopics } from "./store.ts"
import type { PlannedTopic } from "./topics.ts"

export type Planned = {
  topic: PlannedTopic
  id: string
  /** Whether its row is here already. */
  isKnown: boolean
  /** Whether the old address leads to it, and not to a topic of another forum with the same number. */
  ownsAddress: boolean
}

export type Built = { one: Planned; topic: BuiltTopic }

export type Surroundings = {
  archive: Archive
  bodies: Bodies
  members: Members
  texts: TextOptions
  report: ImportReport
  nameOf: (post: PostFacts) => string
}

/** Reads, converts and renders all posts of a topic; undefined when nothing of it is left. */
export async function buildOne(
  one: Planned,
  category: string,
  around: Surroundings,
): Promise<Built | undefined> {
  const { archive, bodies, members, texts, report, nameOf } = around
  const posts: BuiltPost[] = []
  for (const post of one.topic.posts) {
    const body = await bodies.of(post)
    const built = body ? buildPosts(archive, one.topic, post, body, one.id, members, texts) : []
    if (!body) report.skipPost("file changed while it was read", nameOf(post))
    else if (built.length === 0) report.skipPost("empty", nameOf(post))
    if (built.length > 1)
      report.note(`post larger than an item, continued in ${built.length - 1} more`, nameOf(post))
    posts.push(...built)
  }
  if (posts.length === 0) return undefined
  return { one, topic: buildTopic(one.topic, one.id, category, posts) }
}

/** Writes a batch, and says in the report what it was. */
export async function writeBatch(
  built: Built[],
  report: ImportReport,
  dryRun: boolean,
  tops: Tops,
  pinned: Map<string, string[]>,
): Promise<void> {
  const fresh = built.filter(({ one }) => !one.isKnown)
  if (!dryRun && fresh.length > 0)
    await writeTopics(
      fresh.map(({ topic }) => topic),
      fresh.flatMap(addressesOf),
    )
  for (const { topic } of fresh) {
    report.topics.written++
    report.posts.written += sourcePosts(topic.posts)
    tops.add(topic.row)
    if (topic.pinned)
      pinned.set(topic.row.category, [...(pinned.get(topic.row.category) ?? []), topic.row.id])
  }
  for (const each of built) if (each.one.isKnown) await extend(each, report, tops)
}

/** A topic that is here already is only added to: what people made of it here stays. */
async function extend(built: Built, report: ImportReport, tops: Tops): Promise<void> {
  const { one, topic } = built
  const here = new Set(await postIdsFrom(one.id, undefined, MAX_POSTS))
  const missing = topic.posts.filter(({ post }) => !here.has(post.id))
  const row = await findTopic(one.id, { consistent: true })
  report.posts.written += sourcePosts(missing)
  report.posts.kept += sourcePosts(topic.posts) - sourcePosts(missing)
  report.topics[missing.length > 0 ? "extended" : "kept"]++
  if (missing.length > 0) await extendTopic(row ?? topic.row, missing, addressesOf(built))
  // An import that was killed may not have come to the lists.
  else if (row) tops.add(row)
}

const MAX_POSTS = 1_000_000

function addressesOf({ one, topic }: Built): Record<string, unknown>[] {
  return one.ownsAddress ? oldAddressesOf(one.topic.facts.id, one.id, topic.posts) : []
}

/** Source posts, of which a large one became several. */
function sourcePosts(posts: BuiltPost[]): number {
  return new Set(posts.map(({ source }) => source)).size
}
