/** Every public topic is in one file of the sitemap, and whoever comes again learns which files changed. */
import { describe, expect, test } from "vitest"
import { HOUR, now } from "#lib/base/clock.ts"
import { mintId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { FIRST_PART } from "#lib/db/items/sitemap.ts"
import { type Topic, Topics } from "#lib/db/items/topics.ts"
import { sitemapPartKey } from "#lib/db/keys/sitemap.ts"
import { sitemapParts } from "#lib/db/patterns/sitemap.ts"
import { getTopic } from "#lib/db/patterns/topics.ts"
import { removePost } from "#lib/forum/removal.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { sitemap } from "#lib/projections/sitemap.ts"
import { oneByOne, twice } from "#lib/testing/deliveries.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { settle } from "#lib/testing/settle.ts"
import { readSitemap } from "#lib/testing/sitemap.ts"
import { freshTable } from "#lib/testing/table.ts"
import { topicPath } from "#lib/web/paths.ts"
import { siteUrl } from "#lib/web/site.ts"
import { sitemapIndex, urlset } from "#lib/web/sitemap.ts"
import { sitemapFile, sitemapFiles } from "./sitemap.ts"

freshTable()

const settled = (deliver = twice) => settle({ projections: [sitemap], deliver })

/** What the whole sitemap lists, each file read as the protocol has it. */
async function listed(): Promise<string[]> {
  const files = await sitemapFiles()
  const index = readSitemap(await sitemapIndex(files).text(), "sitemapindex", siteUrl())
  expect(index).toHaveLength(files.length)
  const texts = files.map(async ({ name }) => urlset((await sitemapFile(name))!).text())
  return (await Promise.all(texts)).flatMap((text) =>
    readSitemap(text, "urlset", siteUrl()).map(({ loc }) => new URL(loc).pathname),
  )
}

/** More rows like one, a minute apart, of which these begin parts. */
async function many(like: Topic, count: number, beginners: number[]): Promise<Topic[]> {
  const rows = Array.from({ length: count }, (_, i) => {
    const id = mintId(Date.UTC(2020, 0, 1, 0, i), `${like.id} ${i}`).slice(0, -2)
    return { ...like, id: `${id}${beginners.includes(i) ? "00" : "XY"}`, slug: `topic-${i}` }
  })
  for (const row of rows) await commit([{ kind: "put", item: Topics.encode(row) }])
  return rows
}

describe("the sitemap", () => {
  test("lists every public topic once, however many parts a category has", async () => {
    const [ann, category] = [await someone("Ann"), await aCategory()]
    const hidden = await aTopic(await staff(), await aCategory({ readers: "staff" }))
    const { topic } = await aTopic(ann, category)
    const rows = await many((await getTopic(category.id, topic))!, 30, [0, 10, 11, 29])
    await settled()
    const parts = (await sitemapParts(category.id)).map(({ from }) => from)
    const expected = [0, 10, 11, 29].map((i) => rows[i]!.id)
    expect(parts.filter((from) => from !== FIRST_PART && from !== topic)).toEqual(expected)
    const all = await listed()
    for (const row of rows) expect(all.filter((path) => path === topicPath(row))).toHaveLength(1)
    expect(all).toContain(topicPath((await getTopic(category.id, topic))!))
    expect(all.join()).not.toContain(hidden.topic.toLowerCase())
  })

  test("has no file that is empty, and none but those that it names", async () => {
    const [mod, from, to] = [await staff(), await aCategory(), await aCategory()]
    const { topic, post } = await aTopic(mod, from)
    await settled(oneByOne)
    await moveTopic(mod, { topic, category: to.id })
    await removePost(mod, { post })
    await settled(oneByOne)
    expect(await sitemapFile(`${from.id}_first`)).toEqual([{ path: `/c/${from.id}` }])
    await listed()
    for (const name of [`${to.id}_${topic.toLowerCase()}`, `${to.id}_0`, to.id, "none_first", "__proto__"])
      expect(await sitemapFile(name), name).toBeNull()
  })

  test("says when something in a file changed: not before it did, and later whenever it does again", async () => {
    const [mod, category] = [await staff(), await aCategory()]
    const { topic } = await aTopic(mod, category)
    const row = (await getTopic(category.id, topic))!
    const [old] = await many(row, 3, [0])
    await settled()
    const when = async () => {
      const files = await sitemapFiles()
      return files.find(({ name }) => name === `${category.id}_${old!.id.toLowerCase()}`)!.changedAt!
    }
    const before = await when()
    expect(Math.abs(now() - Date.parse(before))).toBeLessThan(HOUR)
    // As if all of that had been a day ago.
    await commit([
      {
        kind: "update",
        key: sitemapPartKey(category.id, old!.id),
        update: "SET changedAt = :at",
        values: { ":at": "2020-01-02T03:00:00.000Z" },
      },
    ])
    expect(await when()).toBe("2020-01-02T04:00:00.000Z")
    const reply = { ...old!, lastPostAt: new Date(now()).toISOString() }
    await commit([{ kind: "put", item: Topics.encode(reply) }])
    await settled()
    expect((await when()) >= before).toBe(true)
  })

  test("is made anew from the rows", async () => {
    const category = await aCategory()
    const { topic } = await aTopic(await someone("Ben"), category)
    const rows = await many((await getTopic(category.id, topic))!, 5, [2])
    await settled()
    const parts = await sitemapParts(category.id)
    for (const { from } of parts) await commit([{ kind: "delete", key: sitemapPartKey(category.id, from) }])
    // Nothing is missing meanwhile.
    expect(await listed()).toEqual(expect.arrayContaining(rows.map((row) => topicPath(row))))
    await rebuilt(sitemap)
    expect((await sitemapParts(category.id)).map(({ from }) => from)).toEqual(parts.map(({ from }) => from))
    expect((await listed()).filter((path) => path === topicPath(rows[4]!))).toHaveLength(1)
  })
})
