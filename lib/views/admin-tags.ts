/** Tags as administrators keep them in order. */
import { MOST_COUNTED, tagsByCount, tagsByName } from "#lib/db/patterns/tags.ts"
import { authorize } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import { aboutTag } from "#lib/forum/administering.ts"
import { isTagStill, keptTag } from "#lib/forum/tag-keeping.ts"
import { tagOf } from "#lib/forum/texts.ts"
import { type PastEntry, pastOf } from "./past.ts"

export type ManagedTags = {
  q: string
  by: "name" | "count"
  rows: { tag: string; description?: string; topics: number; isMore: boolean }[]
  next?: string
}

/** A page of all tags, by name (of those that begin like `q`) or by how many topics have them. @throws ForumError forbidden */
export async function loadTags(
  actor: Member,
  { q = "", by, after }: { q?: string; by?: string; after?: string },
): Promise<ManagedTags> {
  authorize(actor, "tag.manage", {})
  const begins = tagOf(q).slice(0, 100)
  const isByCount = by === "count" && begins === ""
  const { items, next } = await (isByCount ? tagsByCount(after) : tagsByName(begins, after))
  return {
    q: begins,
    by: isByCount ? "count" : "name",
    rows: items.map((row) => ({ ...row, isMore: row.topics >= MOST_COUNTED })),
    ...(next && { next }),
  }
}

export type ManagedTag = { tag: string; description: string; version: number; past: PastEntry[] }

/** One to be changed; null where another one is meant by its name. @throws ForumError forbidden, not-found */
export async function loadManagedTag(actor: Member, name: string): Promise<ManagedTag | null> {
  const kept = await keptTag(actor, name)
  if (kept.into || kept.removing) return null
  return {
    ...{ tag: kept.tag, description: kept.description ?? "", version: kept.version ?? 0 },
    past: await pastOf(aboutTag(kept.tag), ["tag-changed"], ({ after }) => isTagStill(kept, after)),
  }
}
