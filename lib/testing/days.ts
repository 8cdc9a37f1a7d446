/** The statistics as they are, and as the posts say that they must be. */
import type { Category } from "#lib/db/items/categories.ts"
import { FIGURES, type Figures, NOTHING } from "#lib/db/items/statistics.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"
import { daysOfCategory, daysOfMonth, topicIdsIn } from "#lib/db/patterns/statistics.ts"

/** By day and category (`""` is the forum): what is kept, without what is nothing. */
export type Kept = Record<string, Figures>

export async function keptDays(months: string[], categories: Pick<Category, "id">[]): Promise<Kept> {
  const kept: Kept = {}
  for (const month of months) {
    const days = [
      ...(await daysOfMonth(month)),
      ...(await Promise.all(categories.map(({ id }) => daysOfCategory(id, month)))).flat(),
    ]
    for (const { day, category = "", ...rest } of days)
      if (FIGURES.some((name) => rest[name]))
        kept[`${day} ${category}`] = Object.fromEntries(FIGURES.map((name) => [name, rest[name]])) as Figures
  }
  return kept
}

/** What the posts of these categories say of topics, posts and writers; nobody else was there. */
export async function countedDays(categories: Pick<Category, "id">[]): Promise<Kept> {
  const counted: Kept = {}
  const writers = new Set<string>()
  for (const { id } of categories)
    for (const topic of (await topicIdsIn(id)).ids)
      for (const { createdAt, author, writtenIn, opens } of await postsFrom(topic, { limit: 10_000 }))
        for (const category of writtenIn === undefined ? [] : ["", writtenIn]) {
          const name = `${createdAt.slice(0, 10)} ${category}`
          const day = counted[name] ?? { ...NOTHING }
          day.posts++
          day.topics += opens ? 1 : 0
          day.active += writers.has(`${name} ${author.id}`) ? 0 : 1
          writers.add(`${name} ${author.id}`)
          counted[name] = day
        }
  return counted
}
