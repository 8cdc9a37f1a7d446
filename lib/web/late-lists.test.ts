/** Pages of lists at Amazon, whose indexes follow their table a moment later. */
import { afterEach, expect, test } from "vitest"
import { categoryTag } from "#lib/base/cache-tags.ts"
import { now, sleep } from "#lib/base/clock.ts"
import { topicsByActivity } from "#lib/db/patterns/topics.ts"
import { expirePagesBy } from "#lib/projections/pages.ts"
import { intercept } from "#lib/testing/faults.ts"
import { aCategory, aTopic, someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { withEchoes } from "#lib/workers/telling.ts"
import { PageCache } from "./page-cache.ts"

freshTable()
afterEach(() => expirePagesBy(async () => {}))

/** An index that has not heard of anything yet, until it is told to follow. */
function lagging(): () => void {
  return intercept(async (sent, goOn) => {
    const answer = await goOn()
    if (sent.input.IndexName === "GSI3") answer.output.Items = []
    return answer
  })
}

/** A page that shows the list of a category, kept as pages are. */
function listPage(cache: PageCache, category: string): () => Promise<string[]> {
  return async () => {
    const kept = cache.get("list")
    if (kept) return kept.value as string[]
    const value = (await topicsByActivity(category)).items.map(({ id }) => id)
    cache.set("list", { value, tags: [categoryTag(category)], bytes: 1 })
    return value
  }
}

test("a list that was made before its index had followed is made anew, once it has", async () => {
  const [ann, category] = [await someone(), await aCategory()]
  await settle()
  const cache = new PageCache(1_000)
  let isSaid = 0
  const expire = async (tags: readonly string[]) => {
    isSaid++
    cache.invalidate(tags)
  }
  expirePagesBy(withEchoes(expire, { echoes: [80, 250], every: 5 }))
  const page = listPage(cache, category.id)
  const { topic } = await aTopic(ann, category)
  const follow = lagging()
  await settle()
  // Made at once, and kept: it does not know the topic.
  expect(await page()).toEqual([])
  follow()
  expect(await page()).toEqual([])
  const end = now() + 5_000
  while (!(await page()).includes(topic) && now() < end) await sleep(5)
  expect(await page()).toEqual([topic])
  await sleep(400)
  const before = isSaid
  await sleep(300)
  expect(isSaid).toBe(before)
})
