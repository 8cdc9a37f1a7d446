/** The search index in OpenSearch, for a forum that has outgrown the one in the table. */
import { HOUR, now } from "#lib/base/clock.ts"
import { isoOf } from "#lib/base/ids.ts"
import { config } from "#lib/config.ts"
import { chunks } from "#lib/db/batch.ts"
import { portions } from "../portions.ts"
import type { Entry, Found, Gone, Hit, Making, Scope, SearchIndex, Wish } from "../search-index.ts"
import { ANALYSERS, FIELDS, INDEX } from "./mapping.ts"
import { exists, OpenSearchError, send, sendBulk } from "./requests.ts"

/** Posts in one request. */
const AT_ONCE = 200
/** Results that can be paged through; the count goes on to ten thousand. */
const MOST_HITS = 500
const MOST_COUNTED = 10_000
/** Of the words asked for, a result has all of two, and three of four. */
const ENOUGH_WORDS = "2<75%"

export const openSearchIndex: SearchIndex = {
  find,
  put,
  remove,
  keepUp: async () => {},
  place() {
    const { url, index } = config().openSearch!
    return `${url}/${index}`
  },
  beginAnew: () => ensureIndex(),
  /** Who makes it does nothing but put: it can always be gone on with. */
  isUnderWay: async () => true,
  async *addAnew(_, entries, stamp) {
    await put(entries, stamp)
    yield
  },
  endAnew,
}

let isThere = false

/** Before the first write of the process: one made by writing would have the wrong kinds of fields. */
async function ensureIndex(): Promise<void> {
  if (isThere || (await exists())) {
    isThere = true
    return
  }
  try {
    await send("PUT", "", INDEX)
  } catch (error) {
    // Another process was quicker.
    if (!(error instanceof OpenSearchError) || !error.message.includes("resource_already_exists")) throw error
  }
  isThere = true
}

/** The stamp is the version: what is newer stays, in whichever order writes arrive. */
async function put(entries: readonly Entry[], stamp: number): Promise<void> {
  if (entries.length === 0) return
  await ensureIndex()
  for (const some of portions(entries, AT_ONCE))
    await sendBulk(
      some.map(({ scope, post: { title, ...post } }) => [
        { index: { _id: post.post, version: stamp, version_type: "external_gte" } },
        {
          ...{ scope, ...post, stamp, createdAt: isoOf(post.post), isFirst: title !== undefined },
          ...(title !== undefined && { title }),
        },
      ]),
    )
}

/** A post is one document, whichever scope it is in. */
async function remove(gone: readonly Gone[]): Promise<void> {
  if (gone.length === 0) return
  await ensureIndex()
  const posts = new Map(gone.filter(({ kind }) => kind === "post").map((one) => [one.id, one.stamp]))
  for (const some of chunks([...posts], AT_ONCE))
    await sendBulk(some.map(([_id, version]) => [{ delete: { _id, version, version_type: "external_gte" } }]))
  const whole = new Map(
    gone.filter(({ kind }) => kind !== "post").map((one) => [`${one.kind} ${one.id}`, one]),
  )
  if (whole.size === 0) return
  // What was written a moment ago is not found by a query yet.
  await send("POST", "/_refresh")
  const should = [...whole.values()].map(({ kind, id, stamp: lt }) => ({
    bool: { filter: [{ term: { [kind]: id } }, { range: { stamp: { lt } } }] },
  }))
  await send("POST", "/_delete_by_query?conflicts=proceed&refresh=true", { query: { bool: { should } } })
}

/** It was made in place: what was read anew has a newer stamp, and what has an older one is there no more. */
async function* endAnew({ since: lt }: Making): AsyncGenerator<void> {
  await ensureIndex()
  await send("POST", "/_refresh")
  await send("POST", "/_delete_by_query?conflicts=proceed&refresh=true", {
    query: { range: { stamp: { lt } } },
  })
  yield
}

type Answer = {
  hits: {
    total: { value: number; relation: "eq" | "gte" }
    hits: {
      _score: number | null
      _source: { post: string; topic: string; category: string }
    }[]
  }
  aggregations: { topics: { value: number } }
}
type Counts = { aggregations: { topics: { buckets: { key: string; doc_count: number }[] } } }

async function find(scopes: readonly Scope[], wish: Wish): Promise<Found> {
  const { hits, aggregations } = await send<Answer>("POST", "/_search", searchFor(scopes, wish))
  const all = hits.hits.map(({ _score, _source: { post, topic, category } }) => ({
    ...{ post, topic, category, others: 0 },
    score: wish.order === "date" ? 0 : Math.round(1e4 * (_score ?? 0)),
  }))
  const { after, size } = wish
  const rest = after
    ? all.filter(({ score, post }) => score < after.score || (score === after.score && post < after.post))
    : all
  const page = wish.byTopic ? await counted(scopes, wish, rest.slice(0, size)) : rest.slice(0, size)
  const last = page.at(-1)
  return {
    hits: page,
    posts: hits.total.value,
    topics: aggregations.topics.value,
    more: hits.total.relation === "gte",
    languages: [...ANALYSERS],
    ...(last && rest.length > size && { next: { score: last.score, post: last.post } }),
  }
}

/** How many posts of each topic were found. Asked apart: with inner hits the server would search once for each topic. */
async function counted(scopes: readonly Scope[], wish: Wish, page: Hit[]): Promise<Hit[]> {
  if (page.length === 0) return page
  const topics = page.map(({ topic }) => topic)
  const { aggregations } = await send<Counts>("POST", "/_search", {
    size: 0,
    track_total_hits: false,
    query: { bool: { filter: [queryFor(scopes, wish), { terms: { topic: topics } }] } },
    aggs: { topics: { terms: { field: "topic", size: topics.length } } },
  })
  const counts = new Map(aggregations.topics.buckets.map(({ key, doc_count }) => [key, doc_count]))
  return page.map((hit) => ({ ...hit, others: (counts.get(hit.topic) ?? 1) - 1 }))
}

/** The scopes are a filter like any other here: nobody else puts the query together. */
function queryFor(scopes: readonly Scope[], wish: Wish): Record<string, unknown> {
  const { text, phrases, filters } = wish
  const { categories, tags, author, topic, before, after, firstOnly } = filters
  const time = { ...(before && { lt: before }), ...(after && { gte: after }) }
  const needed = wish.least ? `${Math.round(100 * wish.least)}%` : ENOUGH_WORDS
  const must = [
    ...(text
      ? [{ multi_match: { query: text, fields: FIELDS, type: "most_fields", minimum_should_match: needed } }]
      : []),
    ...phrases.map((query) => ({ multi_match: { query, fields: ["title", "text"], type: "phrase" } })),
  ]
  return {
    bool: {
      must,
      filter: [
        { terms: { scope: scopes } },
        ...(categories ? [{ terms: { category: categories } }] : []),
        ...tags.map((tag) => ({ term: { tags: tag } })),
        ...(author ? [{ term: { author } }] : []),
        ...(topic ? [{ term: { topic } }] : []),
        ...(firstOnly ? [{ term: { isFirst: true } }] : []),
        ...(before || after ? [{ range: { createdAt: time } }] : []),
      ],
    },
  }
}

function searchFor(scopes: readonly Scope[], wish: Wish): Record<string, unknown> {
  const { order, byTopic } = wish
  // By the hour, so that the pages of a list fit together.
  const origin = new Date(Math.floor(now() / HOUR) * HOUR).toISOString()
  return {
    size: MOST_HITS,
    _source: ["post", "topic", "category"],
    track_total_hits: MOST_COUNTED,
    query: {
      function_score: {
        query: queryFor(scopes, wish),
        functions: [
          { exp: { createdAt: { origin, scale: "182d", decay: 0.5 } }, weight: 0.15 },
          { weight: 1 },
        ],
        score_mode: "sum",
        boost_mode: "multiply",
      },
    },
    sort: [...(order === "date" ? [] : [{ _score: "desc" }]), { post: "desc" }],
    ...(byTopic && { collapse: { field: "topic" } }),
    aggs: { topics: { cardinality: { field: "topic" } } },
  }
}
