/** What search engines may know: every public topic, in files of one part of a category each (ADR 0200). */

import { CATEGORIES, SITEMAP } from "#lib/base/cache-tags.ts"
import { now } from "#lib/base/clock.ts"
import { addressOf } from "#lib/db/items/categories.ts"
import { FIRST_PART, type SitemapPart } from "#lib/db/items/sitemap.ts"
import { changedAt } from "#lib/db/items/topics.ts"
import { sitemapParts, topicsOfPart } from "#lib/db/patterns/sitemap.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { cached } from "#lib/web/cached.ts"
import { categoryPath, homePath, topicPath } from "#lib/web/paths.ts"

export type SitemapEntry = { path: string; changedAt?: string }
export type SitemapFile = { name: string; changedAt?: string }

/** What the protocol allows an index to list. */
const MAX_FILES = 50_000
const HOUR = 3_600_000
const FIRST = "first"

/** The files: `categories`, then `<category>_first` and `<category>_<topic with which it begins>`. */
export async function sitemapFiles(): Promise<SitemapFile[]> {
  const categories = await visibleCategories(GUEST)
  const files = await Promise.all(
    categories.map(async ({ id }) => {
      const parts = await sitemapParts(id)
      const isNoted = parts[0]?.from === FIRST_PART
      return [...(isNoted ? [] : [{ name: `${id}_${FIRST}` }]), ...parts.map(fileOf)]
    }),
  )
  return [{ name: "categories" }, ...files.flat()].slice(0, MAX_FILES)
}

/** What one file lists; null when there is no such file. */
export async function sitemapFile(name: string): Promise<SitemapEntry[] | null> {
  const categories = await visibleCategories(GUEST)
  if (name === "categories") {
    const pages = categories.map((category) => ({
      path: categoryPath(addressOf(category)),
      changedAt: category.lastPostAt,
    }))
    return [{ path: homePath() }, ...pages]
  }
  const [, id, from] = /^(.+)_(first|[0-9a-z]{26})$/.exec(name) ?? []
  const category = categories.find((one) => one.id === id)
  if (!id || !from || !category) return null
  const topics = await topicsOfPart(id, from === FIRST ? FIRST_PART : from.toUpperCase())
  if (!topics) return null
  const entries = topics.map((topic) => ({ path: topicPath(topic), changedAt: changedAt(topic) }))
  // No file may be empty: where all topics have gone, it tells where they were.
  return entries.length > 0 ? entries : [{ path: categoryPath(addressOf(category)) }]
}

/** What changed in an hour may have changed up to its end: who fetched the file before comes again. */
function fileOf({ category, from, changedAt: hour }: SitemapPart): SitemapFile {
  const name = `${category}_${from === FIRST_PART ? FIRST : from.toLowerCase()}`
  return { name, changedAt: new Date(Math.min(now(), Date.parse(hour) + HOUR)).toISOString() }
}

export const loadSitemapFiles = cached("sitemap", () => [SITEMAP, CATEGORIES], sitemapFiles)
export const loadSitemapFile = cached("sitemap-file", (_name: string) => [SITEMAP, CATEGORIES], sitemapFile)
