/** Statistics of days, and what they are counted from. */
import { get, getMany } from "../batch.ts"
import { type Day, type DayFact, DayFacts, Days, type Fence, Fences } from "../items/statistics.ts"
import { all } from "../keys/key.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { dayKey, factKey } from "../keys/statistics.ts"
import { fenceKey } from "../keys/stream.ts"
import { topicKey } from "../keys/topics.ts"
import { query, queryAll } from "../query.ts"

const LONGEST_MONTH = 31
const FACTS_AT_ONCE = 200
const TOPICS_AT_ONCE = 30

/** AP-59: the days of a month (`yyyy-mm`) in the whole forum, the first one first. For charts, which may be late. */
export async function daysOfMonth(month: string): Promise<Day[]> {
  const { PK } = dayKey(month)
  return Days.readAll(
    await queryAll({ pk: PK, beginsWith: PREFIX.day, limit: LONGEST_MONTH, mayBeOld: true }),
  )
}

/** AP-59b: the days of a month in a category, for the same. */
export async function daysOfCategory(category: string, month: string): Promise<Day[]> {
  const { PK, SK } = dayKey(month, category)
  return Days.readAll(await queryAll({ pk: PK, beginsWith: SK, limit: LONGEST_MONTH, mayBeOld: true }))
}

/** AP-59c: some days, of the forum or of categories, consistently; undefined where nothing happened. */
export async function findDays(days: { day: string; category?: string }[]): Promise<(Day | undefined)[]> {
  const keys = days.map(({ day, category }) => dayKey(day, category))
  return (await getMany(keys, { consistent: true })).map((item) => Days.read(item))
}

/** AP-59d: some facts, consistently. */
export async function findFacts(
  facts: Pick<DayFact, "day" | "of" | "id" | "category">[],
): Promise<(DayFact | undefined)[]> {
  return (await getMany(facts.map(factKey), { consistent: true })).map((item) => DayFacts.read(item))
}

/** AP-59e: the facts of a day, 200 at a time, consistently. `next` is the `after` of the others. */
export async function factsOfDay(
  day: string,
  after?: DayFact,
): Promise<{ facts: DayFact[]; next?: DayFact }> {
  const { items, last } = await query({
    pk: factKey({ day, of: "topic", id: "" }).PK,
    // Not the fences, which stand before them.
    between: [PREFIX.member, all(PREFIX.topic)[1]],
    limit: FACTS_AT_ONCE,
    after: after && factKey(after),
    consistent: true,
  })
  const facts = DayFacts.readAll(items)
  const end = items.at(-1)
  return { facts, ...(last && end && { next: DayFacts.decode(end) }) }
}

/** AP-59f: the ids of all topics of a category, removed ones included, 30 at a time; for walks over everything. */
export async function topicIdsIn(
  category: string,
  after?: string,
): Promise<{ ids: string[]; next?: string }> {
  const { items, last } = await query({
    pk: topicKey(category, "").PK,
    beginsWith: PREFIX.topic,
    limit: TOPICS_AT_ONCE,
    after: after === undefined ? undefined : topicKey(category, after),
    only: ["id"],
  })
  const ids = items.map((item) => String(item.id))
  return { ids, ...(last && { next: ids.at(-1) }) }
}

/** AP-59g: a fence, consistently. */
export async function findFence(partition: string, id: string): Promise<Fence | undefined> {
  return Fences.read(await get(fenceKey(partition, id), { consistent: true }))
}
