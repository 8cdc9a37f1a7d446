/** Titles of topics to which a text links. */
import { findCategories } from "#lib/db/patterns/categories.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import { isPublic } from "./seeing.ts"

/**
 * By id, of those topics that everybody may see: who reads the text is not known when it is rendered, and a title says
 * what a topic is about.
 */
export async function publicTitles(ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const topics = (await findTopics(ids)).filter(({ removed, merged }) => !removed && !merged)
  const categories = await findCategories([...new Set(topics.map(({ category }) => category))])
  const open = new Set(categories.filter(isPublic).map(({ id }) => id))
  return new Map(topics.filter(({ category }) => open.has(category)).map(({ id, title }) => [id, title]))
}
