/** What search engines are told of a category: its parts, and the topics of one. */
import { FIRST_PART, type SitemapPart, SitemapParts } from "../items/sitemap.ts"
import { type Topic, Topics } from "../items/topics.ts"
import { all, justBelow } from "../keys/key.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { sitemapPartKey } from "../keys/sitemap.ts"
import { topicKey } from "../keys/topics.ts"
import { query, queryAll } from "../query.ts"

/** Of a category: two and a half million topics. */
const MAX_PARTS = 5000
/** A part has 512 topics on average; that one in a billion billion has more than this is no reason to read on. */
const MAX_TOPICS = 20_000

const parts = ([from, to]: [string, string], category: string) => ({
  pk: sitemapPartKey(category, "").PK,
  between: [from, to] as [string, string],
})

/** AP-24b: the parts of a category, in order. The first one is noted when something changes in it. */
export async function sitemapParts(category: string): Promise<SitemapPart[]> {
  const range = parts(all(PREFIX.sitemap), category)
  return SitemapParts.readAll(await queryAll({ ...range, limit: MAX_PARTS }))
}

/** AP-24c: the part in which a topic lies, consistently; undefined when it is the first and was never noted. */
export async function partAround(category: string, topic: string): Promise<SitemapPart | undefined> {
  const range = parts([PREFIX.sitemap, sitemapPartKey(category, topic).SK], category)
  const { items } = await query({ ...range, descending: true, limit: 1, consistent: true })
  return SitemapParts.read(items[0])
}

/** AP-24: the topics of a part, by its beginning, removed ones left out; undefined when no part begins there. */
export async function topicsOfPart(category: string, from: string): Promise<Topic[] | undefined> {
  const range = parts([sitemapPartKey(category, from).SK, all(PREFIX.sitemap)[1]], category)
  const [here, next] = SitemapParts.readAll((await query({ ...range, limit: 2 })).items)
  const isHere = here?.from === from
  if (!isHere && from !== FIRST_PART) return undefined
  const end = isHere ? next : here
  const rows = await queryAll({
    pk: topicKey(category, "").PK,
    between: [
      topicKey(category, from).SK,
      end ? justBelow(topicKey(category, end.from).SK) : all(PREFIX.topic)[1],
    ],
    limit: MAX_TOPICS,
  })
  return Topics.readAll(rows).filter((topic) => !topic.removed)
}
