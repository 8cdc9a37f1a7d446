/** The search index follows what is written, moved, hidden and restored. */
import { Categories } from "#lib/db/items/categories.ts"
import { topicOf } from "#lib/db/keys/posts.ts"
import { indexAnew } from "#lib/search/anew.ts"
import { searchIndex } from "#lib/search/current.ts"
import { RULES } from "#lib/search/indexed.ts"
import { refresh, type Stale } from "#lib/search/sources.ts"
import { refreshCategory } from "#lib/search/tasks.ts"
import { type Change, images, type Projection } from "./contract.ts"

export const search: Projection = {
  name: "search",
  entities: ["Post", "Topic", "Category"],
  async apply(changes) {
    const stale: Stale = { posts: new Map(), topics: new Map() }
    for (const change of changes) {
      if (change.entityType === "Post") notePost(stale, change)
      if (change.entityType === "Topic") noteTopic(stale, change)
    }
    if (stale.posts.size + stale.topics.size > 0) await refresh(stale)
    for (const change of changes)
      if (change.entityType === "Category" && hasOtherReaders(change)) await refreshCategory(idOf(change))
  },
  rules: RULES,
  place: () => searchIndex().place(),
  rebuild: indexAnew,
}

const idOf = ({ before, after }: Change): string => String((after ?? before)?.id)

/**
 * Posts of a topic that is imported come before its row, which then brings them all; those that a later import adds come
 * alone.
 */
function notePost({ posts }: Stale, change: Change): void {
  const { before, after } = change
  // The index knows members by their ids: a new name is none of its business.
  if (before && after && !differs(before, after, ["html", "removed"]) && authorOf(before) === authorOf(after))
    return
  const known = posts.get(idOf(change))
  posts.set(idOf(change), {
    topic: topicOf(change.key),
    replaces: known?.replaces || before !== undefined || Boolean(after?.moves),
    left: known?.left || !after,
  })
}

/** A row that is new brings its posts; one that moved, was hidden or got other tags takes them away where they were. */
function noteTopic({ posts, topics }: Stale, change: Change): void {
  const { before, after } = change
  const id = idOf(change)
  const isNew = !before && after?.version === 1
  const isOther = before && after && differs(before, after, ["category", "tags", "removed"])
  if (isNew) topics.set(id, topics.get(id) ?? { forget: false })
  else if (!before || !after || isOther) topics.set(id, { forget: true })
  else if (differs(before, after, ["title", "firstPost"]))
    for (const post of new Set([String(before.firstPost), String(after.firstPost)]))
      posts.set(post, { topic: id, replaces: true, left: posts.get(post)?.left ?? false })
}

const authorOf = ({ author }: Record<string, unknown>): string => (author as { id: string }).id

function differs(before: Record<string, unknown>, after: Record<string, unknown>, names: string[]): boolean {
  return names.some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

function hasOtherReaders(change: Change): boolean {
  const { before, after } = images(Categories, change)
  return before !== undefined && after !== undefined && before.readers !== after.readers
}
