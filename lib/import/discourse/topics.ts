/** What a topic of the archive becomes: its posts in order, with the ids that they will have. */
import { mintId } from "#lib/base/ids.ts"
import type { ImportReport } from "../report.ts"
import type { Archive, PostFacts, TopicFacts } from "./archive.ts"

export type PlannedPost = PostFacts & { id26: string; createdIso: string }

export type PlannedTopic = {
  facts: TopicFacts
  /** In order; never empty. */
  posts: PlannedPost[]
  byNumber: Map<number, PlannedPost>
  locked: boolean
}

/** More characters than this may become several posts: the next one leaves room for their ids. */
const MAY_BE_SPLIT = 50_000
const ROOM = 50
const MAX_ORDER = 2 ** 20 - 1

/** The part of a minted id that follows from its seed alone. */
export function isMintedFrom(id: string, seed: string): boolean {
  return id.slice(14) === mintId(0, seed).slice(14)
}

/** Sorts out what is no post, and gives the rest their order: by number, whatever their times say. */
export function planTopic(
  archive: Archive,
  facts: TopicFacts,
  known: ReadonlyMap<number, string>,
  report: ImportReport,
  nameOf: (post: PostFacts) => string,
): PlannedTopic | undefined {
  const wanted = facts.posts.filter((post) => {
    const reason = reasonToSkip(facts, post)
    if (reason) report.skipPost(reason, nameOf(post))
    return !reason
  })
  if (wanted.length === 0) return undefined
  wanted.sort((a, b) => a.number - b.number || (a.createdAt ?? 0) - (b.createdAt ?? 0) || a.id - b.id)
  if (wanted[0]!.number > 1)
    report.note("topic without its first post: its earliest one begins it", nameOf(wanted[0]!))
  const byNumber = new Map<number, PlannedPost>()
  let floor = 0
  const posts = wanted.map((post, i) => {
    if (post.createdAt === undefined)
      report.note("post without a valid time, put where its number says", nameOf(post))
    const later = wanted.slice(i, i + 20).find((one) => one.createdAt)?.createdAt
    const created = post.createdAt ?? post.updatedAt ?? (floor || (facts.createdAt ?? later ?? 0))
    const time = Math.max(created, floor)
    floor = time + (post.size > MAY_BE_SPLIT ? ROOM : 0)
    const seed = `discourse:${archive.site}:post:${post.id}`
    const old = known.get(post.number)
    const id26 = old && isMintedFrom(old, seed) ? old : mintId(time, seed, Math.min(post.number, MAX_ORDER))
    const planned = { ...post, id26, createdIso: new Date(created).toISOString() }
    if (byNumber.has(post.number)) report.note("post number used twice, both kept", nameOf(post))
    else byNumber.set(post.number, planned)
    return planned
  })
  return { facts, posts, byNumber, locked: facts.closed ?? isClosedByActions(facts) }
}

function reasonToSkip(topic: TopicFacts, post: PostFacts): string | undefined {
  if (topic.isPrivate) return "private message"
  if (post.type === 3) return "a note that the topic was closed, pinned or the like"
  if (post.type === 4) return "whisper among staff"
  if (post.isEmpty) return "empty"
  return undefined
}

/** The id of the piece `n` of a post that was too large: right after it. */
export function pieceId(archive: Archive, post: PlannedPost, n: number, time: number): string {
  if (n === 0) return post.id26
  return mintId(time + n, `discourse:${archive.site}:post:${post.id}:${n}`, Math.min(post.number, MAX_ORDER))
}

function isClosedByActions({ posts }: TopicFacts): boolean {
  const last = posts
    .filter(({ type, action }) => type === 3 && /^(?:auto)?closed\.|^archived\./.test(action ?? ""))
    .sort((a, b) => a.number - b.number)
    .at(-1)
  return last?.action?.endsWith(".enabled") ?? false
}
