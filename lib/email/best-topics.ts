/** The best topics that were started since a time, of those that a member may read and has not read yet. */
import { LRUCache } from "lru-cache"
import { MINUTE, nowIso } from "#lib/base/clock.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findTops, listCategories } from "#lib/db/patterns/categories.ts"
import { readStatesOf } from "#lib/db/patterns/reading.ts"
import { getTopicsAndCategories, topicsAt } from "#lib/db/patterns/topics.ts"
import { keepingOf, mutesOf } from "#lib/db/patterns/watching.ts"
import type { Member } from "#lib/forum/actor.ts"
import { newestTopics } from "#lib/forum/latest.ts"
import { canSeeCategory, canSeeTopic } from "#lib/forum/seeing.ts"
import { stancesOnCategories } from "#lib/forum/watching.ts"
import { type Area, areaOf } from "#lib/web/paths.ts"

/** As many are looked at for each member: they may have read some already. */
const CANDIDATES = 20
/** Lists for the same readers and the same day are the same for a while: digests go out one after the other. */
const known = new LRUCache<string, Promise<Topic[]>>({ max: 100, ttl: 10 * MINUTE })

/** @param since, until ISO 8601 · @param most how many at most */
export async function bestTopicsFor(
  member: Member,
  { since, until }: { since: string; until: string },
  most: number,
): Promise<{ topic: Topic; area: Area }[]> {
  const categories = (await listCategories()).filter((category) => canSeeCategory(member, category))
  const candidates = await best(categories, since)
  const [states, keeping, mutes] = await Promise.all([
    readStatesOf(
      member.id,
      candidates.map(({ id }) => id),
    ),
    keepingOf(member.id),
    mutesOf(member.id),
  ])
  // They have been there, or said that they do not care.
  const knows = new Set(
    states.filter((state) => state.lastRead || state.level === "muted").map((one) => one.topic),
  )
  const stances = [...stancesOnCategories(keeping.categories, categories)]
  const mutedCategories = stances.filter(([, { level }]) => level === "muted").map(([id]) => id)
  const muted = new Set([...mutedCategories, ...mutes.map((mute) => mute.muted.id), member.id])
  const wanted = candidates
    .filter(({ id, createdAt }) => createdAt > since && createdAt <= until && !knows.has(id))
    .filter((topic) => !muted.has(topic.category) && !muted.has(topic.author.id))
    .slice(0, most)
  const present = await getTopicsAndCategories(wanted)
  return present
    .filter(({ topic, category }) => !topic.removed && canSeeTopic(member, topic, category))
    .map(({ topic, category }) => ({ topic, area: areaOf(category) }))
}

/** By likes and replies; where nobody has liked anything, the newest. */
function best(categories: Category[], since: string): Promise<Topic[]> {
  const day = since.slice(0, 10)
  const key = [day, ...categories.map(({ id }) => id)].join(" ")
  const there = known.get(key)
  if (there) return there
  const loading = load(categories, day)
  known.set(key, loading)
  loading.catch(() => known.delete(key))
  return loading
}

async function load(categories: Category[], day: string): Promise<Topic[]> {
  const months = new Set([day.slice(0, 7), nowIso().slice(0, 7)])
  const lists = categories.flatMap(({ id }) => [...months].map((period) => ({ category: id, period })))
  const ranked = (await findTops(lists))
    .flatMap((top) => (top?.topics ?? []).map(({ id, score }) => ({ id, score, category: top!.category })))
    .sort((a, b) => b.score - a.score)
    .slice(0, 4 * CANDIDATES)
  const { items: newest } = await newestTopics(categories)
  const scores = new Map(ranked.map(({ id, score }) => [id, score]))
  const scoreOf = ({ id }: Topic): number => scores.get(id) ?? 0
  const all = new Map([...(await topicsAt(ranked)), ...newest].map((topic) => [topic.id, topic]))
  return [...all.values()]
    .filter((topic) => topic.createdAt >= day)
    .sort((a, b) => scoreOf(b) - scoreOf(a) || b.postCount - a.postCount || (a.id < b.id ? 1 : -1))
    .slice(0, CANDIDATES)
}
