import { afterEach, expect, test, vi } from "vitest"
import { EVERYTHING, HOME, topicTag } from "#lib/base/cache-tags.ts"
import { DAY, now, SECOND, setClock } from "#lib/base/clock.ts"
import { forgetConfig } from "#lib/config.ts"
import { listen } from "#lib/testing/faults.ts"
import { freshTable } from "#lib/testing/table.ts"
import { expirePages } from "./expire-pages.ts"
import tagCache, { isStale, markStale } from "./tag-store.ts"

freshTable()
afterEach(() => {
  setClock()
  vi.unstubAllEnvs()
  forgetConfig()
})

let time = Date.UTC(2027, 0, 1)
/** The clock at so many milliseconds after the last beginning. */
const at = (ms: number): void => setClock(() => time + ms)
const anew = (): void => {
  time += DAY
  at(0)
}

test("a page is stale when one of its tags was marked after it was made, and no other page is", async () => {
  anew()
  await markStale([HOME, topicTag("1")])
  expect(await isStale([HOME], time - 1)).toBe(true)
  expect(await isStale([topicTag("2"), topicTag("1")], time - 1)).toBe(true)
  expect(await isStale([HOME], time)).toBe(false)
  expect(await isStale([topicTag("2")], time - 1)).toBe(false)
  expect(await isStale([], time - 1)).toBe(false)
})

test("what was made before its index had followed is stale again after two seconds and after ten, and then no more", async () => {
  anew()
  await markStale([HOME])
  at(1 * SECOND)
  const soon = now()
  expect(await isStale([HOME], soon)).toBe(false)
  at(2 * SECOND)
  expect(await isStale([HOME], soon)).toBe(true)
  const later = now()
  expect(await isStale([HOME], later)).toBe(false)
  at(10 * SECOND)
  expect(await isStale([HOME], later)).toBe(true)
  expect(await isStale([HOME], now())).toBe(false)
  at(60 * SECOND)
  expect(await isStale([HOME], time + 10 * SECOND)).toBe(false)
})

test("what is older than any tag is kept is stale, whatever it carries", async () => {
  anew()
  expect(await isStale([topicTag("3")], time - 29 * DAY)).toBe(false)
  expect(await isStale([topicTag("3")], time - 31 * DAY)).toBe(true)
})

test("a tag is written once for all pages that carry it, and more than anybody counts are one", async () => {
  anew()
  const sent = listen()
  await markStale([HOME, topicTag("1"), HOME])
  expect(sent.map(({ command }) => command)).toEqual(["PutItem", "PutItem"])
  sent.length = 0
  await markStale(Array.from({ length: 2_000 }, (_, n) => topicTag(String(n))))
  expect(sent).toHaveLength(1)
  expect(await isStale([EVERYTHING], time - 1)).toBe(true)
})

test("of two marks the later one stays, also when the earlier one is written after it", async () => {
  anew()
  at(5 * SECOND)
  await markStale([HOME, topicTag("4")])
  at(0)
  await markStale([HOME])
  at(20 * SECOND)
  expect(await isStale([HOME], time + 4 * SECOND)).toBe(true)
  expect(await tagCache.getLastRevalidated([HOME])).toBe(time + 5 * SECOND)
})

test("OpenNext writes and asks the same store", async () => {
  anew()
  await tagCache.writeTags(["a", { tag: "b" }])
  expect(await tagCache.hasBeenRevalidated(["b"], time - 1)).toBe(true)
  expect(await tagCache.getLastRevalidated(["a", "c"])).toBe(time)
  expect(await tagCache.getLastRevalidated(["c"])).toBe(0)
})

test("commands and Lambdas mark pages in the table where these are served by many", async () => {
  anew()
  vi.stubEnv("STOA_PAGES", "table")
  forgetConfig()
  await expirePages([topicTag("9")])
  expect(await isStale([topicTag("9")], time - 1)).toBe(true)
})
