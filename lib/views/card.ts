/** What the picture of a link says. Only of what everybody may see. */
import { Id } from "#lib/base/ids.ts"
import type { Card } from "#lib/web/card.ts"
import { siteName } from "#lib/web/site.ts"
import { loadCategoryLink } from "./categories.ts"
import { loadTopicLink } from "./topic-link.ts"

/**
 * A card by what follows `/card` in its address: `forum`, `t/<topic>`, `c/<category>`.
 * @returns null where there is none: hidden, removed and unknown are the same
 */
export async function loadCard([kind, id = "", ...more]: string[]): Promise<Card | null> {
  const site = await siteName()
  if (more.length > 0) return null
  if (kind === "forum" && id === "") return { title: site, site }
  if (kind === "c") {
    const category = await loadCategoryLink(id)
    return category && { title: category.name, place: category, site }
  }
  if (kind !== "t" || id !== id.toLowerCase() || !Id.safeParse(id).success) return null
  const topic = await loadTopicLink(id.toUpperCase())
  return topic && { title: topic.title, place: topic.category, site }
}
