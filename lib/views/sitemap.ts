/** What search engines may know: every public topic, in files of one category and month each. */

import { CATEGORIES, SITEMAP } from "#lib/base/cache-tags.ts"
import { now } from "#lib/base/clock.ts"
import { firstTopic, topicsOfMonth } from "#lib/db/patterns/topics.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { cached } from "#lib/web/cached.ts"
import { categoryPath, homePath, topicPath } from "#lib/web/paths.ts"

export type SitemapEntry = { path: string; changedAt?: string }

/** Names of the files: `categories`, then `<category>_<yyyy-mm>` since the category's first topic. */
export async function sitemapFiles(): Promise<string[]> {
  const categories = await visibleCategories(GUEST)
  const months = await Promise.all(
    categories.map(async ({ id }) => {
      const first = await firstTopic(id)
      return first ? monthsSince(first.createdAt).map((month) => `${id}_${month}`) : []
    }),
  )
  return ["categories", ...months.flat()]
}

/** What one file lists; null when there is no such file. */
export async function sitemapFile(name: string): Promise<SitemapEntry[] | null> {
  const categories = await visibleCategories(GUEST)
  if (name === "categories") {
    const pages = categories.map(({ id, lastPostAt }) => ({ path: categoryPath(id), changedAt: lastPostAt }))
    return [{ path: homePath() }, ...pages]
  }
  const [, id, month] = /^(.+)_(\d{4}-(?:0[1-9]|1[0-2]))$/.exec(name) ?? []
  if (!id || !month || !categories.some((category) => category.id === id)) return null
  const topics = await topicsOfMonth(id, month)
  return topics.map((topic) => ({ path: topicPath(topic), changedAt: topic.lastPostAt }))
}

function monthsSince(time: string): string[] {
  const last = new Date(now()).toISOString().slice(0, 7)
  const months: string[] = []
  let [year, month] = [Number(time.slice(0, 4)), Number(time.slice(5, 7))]
  for (;;) {
    const name = `${year}-${String(month).padStart(2, "0")}`
    if (name > last) return months
    months.push(name)
    ;[year, month] = month === 12 ? [year + 1, 1] : [year, month + 1]
  }
}

export const loadSitemapFiles = cached("sitemap", () => [SITEMAP, CATEGORIES], sitemapFiles)
export const loadSitemapFile = cached("sitemap-file", (_name: string) => [SITEMAP, CATEGORIES], sitemapFile)
