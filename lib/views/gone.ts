/** What stands where a topic was that everybody could read: that it was removed, and never what it said. */
import { CATEGORIES, topicTag } from "#lib/base/cache-tags.ts"
import { Id } from "#lib/base/ids.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { findTopicAndCategory } from "#lib/db/patterns/topics.ts"
import { toldOf } from "#lib/forum/removal.ts"
import { isPublic } from "#lib/forum/seeing.ts"
import { cached } from "#lib/web/cached.ts"
import { type CategoryLink, linkTo } from "./categories.ts"

export type GoneView = {
  topic: string
  by: "author" | "staff"
  at: string
  /** What staff said to it, where it was known that everybody would read that. */
  why?: string
  /** Where it lay. */
  category: CategoryLink
}

/** A topic that was removed from a category that everybody may read, or null: what else is not there says nothing. */
export const loadGone = cached(
  "gone",
  (id: string) => [topicTag(id.toUpperCase()), CATEGORIES],
  async (idText): Promise<GoneView | null> => {
    const id = Id.safeParse(idText)
    const scene = id.success && (await findTopicAndCategory(id.data, { consistent: true }))
    if (!scene || !isPublic(scene.category)) return null
    const { removed, merged } = scene.topic
    if (!removed || merged) return null
    return {
      topic: scene.topic.id,
      by: removed.byStaff ? "staff" : "author",
      at: removed.at,
      ...toldOf(removed, scene.category),
      category: linkTo(scene.category, []),
    }
  },
)

/** The same of the topic in which a post stands. */
export async function goneWithPost(idText: string): Promise<GoneView | null> {
  const id = Id.safeParse(idText)
  const place = id.success ? await findPost(id.data) : undefined
  return place ? loadGone(place.topic) : null
}
