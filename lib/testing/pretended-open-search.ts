/** Answers as OpenSearch does, for what we ask of it, and complains of requests that it would refuse. */
import type { Answer, Asked, BehindOpenSearch, Json } from "./open-search.ts"

type Doc = Record<string, unknown> & { topic: string; post: string; stamp: number }

export function pretendedOpenSearch(index: string): BehindOpenSearch {
  const docs = new Map<string, Doc>()
  const versions = new Map<string, number>()
  let mapping: Json

  function answer({ method, path, search, type, body }: Asked): Answer {
    if (body && type !== (path.endsWith("/_bulk") ? "application/x-ndjson" : "application/json"))
      return [406, { error: `Content-Type ${type} is not supported` }]
    if (!path.startsWith(`/${index}`)) return [404, { error: "index_not_found_exception" }]
    const action = `${method} ${path.slice(index.length + 1)}`
    if (action === "HEAD ") return [mapping ? 200 : 404, {}]
    if (action === "PUT ") {
      if (mapping) return [400, { error: { type: "resource_already_exists_exception" } }]
      mapping = JSON.parse(body)
      return [200, { acknowledged: true }]
    }
    if (!mapping) return [404, { error: { type: "index_not_found_exception" } }]
    if (action === "POST /_refresh") return [200, {}]
    if (action === "POST /_bulk") return bulk(body)
    if (action === "POST /_delete_by_query") {
      if (!search.includes("conflicts=proceed")) return [409, { error: "version_conflict" }]
      for (const [id, doc] of docs) if (fits(doc, JSON.parse(body).query)) docs.delete(id)
      return [200, { deleted: 0 }]
    }
    return action === "POST /_search" ? [200, found(JSON.parse(body))] : [405, { error: action }]
  }

  function bulk(body: string): Answer {
    if (!body.endsWith("\n"))
      return [400, { error: "The bulk request must be terminated by a newline [\\n]" }]
    const lines = body
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line))
    const items: Json[] = []
    while (lines.length > 0) {
      const [[operation, { _id, version }]] = Object.entries(lines.shift()) as [[string, Json]]
      const doc = operation === "index" ? lines.shift() : undefined
      const isOlder = version < (versions.get(_id) ?? 0)
      const status = isOlder ? 409 : doc || docs.has(_id) ? 200 : 404
      if (!isOlder) {
        versions.set(_id, version)
        if (doc) docs.set(_id, doc)
        else docs.delete(_id)
      }
      items.push({
        [operation]: { _id, status, ...(status === 409 && { error: { type: "version_conflict" } }) },
      })
    }
    return [200, { errors: items.some((item) => Object.values<Json>(item)[0].status >= 400), items }]
  }

  /** Only what is aggregated is asked for. */
  function counts({ query, aggs }: Json): unknown {
    const [{ bool }, rest] = query.bool.filter
    const all = [...docs.values()].filter(
      (doc) =>
        [...bool.filter, rest].every((one: Json) => fits(doc, one)) &&
        bool.must.every((one: Json) => scoreOf(doc, one) > 0),
    )
    const buckets = Map.groupBy(all, (doc) => doc[aggs.topics.terms.field])
    return {
      hits: { hits: [] },
      aggregations: {
        topics: { buckets: [...buckets].map(([key, { length }]) => ({ key, doc_count: length })) },
      },
    }
  }

  function found(body: Json): unknown {
    const { query, sort, size, collapse, aggs } = body
    if (size === 0) return counts(body)
    if (collapse?.inner_hits) throw new Error("Inner hits are a search for each topic.")
    const { must, filter } = query.function_score.query.bool
    const scored = [...docs.values()]
      .filter((doc) => filter.every((one: Json) => fits(doc, one)))
      .map((doc) => ({ doc, score: must.reduce((sum: number, one: Json) => sum * scoreOf(doc, one), 1) }))
      .filter(({ score }) => score > 0)
    const byScore = sort.some((one: Json) => one._score)
    scored.sort((a, b) => (byScore ? b.score - a.score : 0) || (a.doc.post < b.doc.post ? 1 : -1))
    const topics = Map.groupBy(scored, ({ doc }) => doc[collapse?.field ?? "topic"])
    const listed = collapse ? [...topics.values()].map(([best]) => best!) : scored
    if (!aggs.topics.cardinality) throw new Error("What is to be aggregated?")
    return {
      hits: {
        total: { value: scored.length, relation: "eq" },
        hits: listed.slice(0, size).map(({ doc, score }) => ({
          _score: byScore ? score : null,
          _source: { post: doc.post, topic: doc.topic, category: doc.category },
        })),
      },
      aggregations: { topics: { value: topics.size } },
    }
  }

  return {
    answer: async (asked) => answer(asked),
    ids: async () => [...docs.keys()],
    add: async (id, doc) => {
      docs.set(id, doc as Doc)
    },
  }
}

function fits(doc: Doc, query: Json): boolean {
  if (query.bool) {
    const { filter = [], should } = query.bool
    const all = filter.every((one: Json) => fits(doc, one))
    return all && (!should || should.some((one: Json) => fits(doc, one)))
  }
  const [[kind, rest]] = Object.entries<Json>(query) as [[string, Json]]
  const [[field, wanted]] = Object.entries<Json>(rest) as [[string, Json]]
  const values = [doc[field]].flat() as Json[]
  if (kind === "term") return values.includes(wanted)
  if (kind === "terms") return values.some((value) => wanted.includes(value))
  if (kind !== "range") throw new Error(`What is ${kind}?`)
  const { lt, gte } = wanted
  return (lt === undefined || values[0] < lt) && (gte === undefined || values[0] >= gte)
}

/** Words count by their first letters, so that endings do not matter. */
function scoreOf(doc: Doc, { multi_match }: Json): number {
  const { query, type, fields } = multi_match
  if (!fields.some((field: string) => field.startsWith("title"))) throw new Error("Titles are not searched.")
  const [title, text] = [doc.title, doc.text].map((value) => String(value ?? "").toLowerCase())
  if (type === "phrase") return text!.includes(query.toLowerCase()) ? 1 : 0
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .map((word: string) => word.slice(0, 5))
  return words.reduce((sum: number, word: string) => sum + 3 * has(title!, word) + has(text!, word), 0)
}

const has = (text: string, word: string): number => (text.includes(word) ? 1 : 0)
