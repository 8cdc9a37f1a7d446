/** A server that answers as OpenSearch does, for what we ask of it, and complains of requests that it would refuse. */
import { createServer, type IncomingMessage, type Server } from "node:http"
import type { AddressInfo } from "node:net"

type Doc = Record<string, unknown> & { topic: string; post: string; stamp: number }
// biome-ignore lint/suspicious/noExplicitAny: queries as they come over the wire
type Json = any

export type FakeOpenSearch = {
  url: string
  requests: { method: string; path: string; authorization?: string }[]
  docs: Map<string, Doc>
  /** Answered with 503 before it works again. */
  failNext(times: number): void
  /** So many operations of bulk requests are turned away one by one, as by a node whose queue is full. */
  turnAway(operations: number): void
  close(): Promise<void>
}

export async function fakeOpenSearch(index: string): Promise<FakeOpenSearch> {
  const docs = new Map<string, Doc>()
  const versions = new Map<string, number>()
  const requests: FakeOpenSearch["requests"] = []
  let mapping: Json
  let failures = 0
  let turnedAway = 0

  const server: Server = createServer(async (request, response) => {
    const [path, search = ""] = (request.url ?? "").split("?") as [string, string?]
    const { method = "", headers } = request
    requests.push({ method, path: request.url ?? "", authorization: headers.authorization })
    const body = await textOf(request)
    const answer = (status: number, json: unknown = {}) => {
      response.writeHead(status, { "content-type": "application/json" })
      response.end(method === "HEAD" ? undefined : JSON.stringify(json))
    }
    if (failures > 0) {
      failures--
      return answer(503, { error: "unavailable" })
    }
    const type = headers["content-type"]
    if (body && type !== (path.endsWith("/_bulk") ? "application/x-ndjson" : "application/json"))
      return answer(406, { error: `Content-Type ${type} is not supported` })
    if (!path.startsWith(`/${index}`)) return answer(404, { error: "index_not_found_exception" })
    const action = `${method} ${path.slice(index.length + 1)}`
    if (action === "HEAD ") return answer(mapping ? 200 : 404)
    if (action === "PUT ") {
      if (mapping) return answer(400, { error: { type: "resource_already_exists_exception" } })
      mapping = JSON.parse(body)
      return answer(200, { acknowledged: true })
    }
    if (!mapping) return answer(404, { error: { type: "index_not_found_exception" } })
    if (action === "POST /_refresh") return answer(200)
    if (action === "POST /_bulk") return answer(...bulk(body))
    if (action === "POST /_delete_by_query") {
      if (!search.includes("conflicts=proceed")) return answer(409, { error: "version_conflict" })
      for (const [id, doc] of docs) if (fits(doc, JSON.parse(body).query)) docs.delete(id)
      return answer(200, { deleted: 0 })
    }
    return action === "POST /_search" ? answer(200, found(JSON.parse(body))) : answer(405, { error: action })
  })

  function bulk(body: string): [number, unknown] {
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
      if (turnedAway > 0) {
        turnedAway--
        items.push({ [operation]: { _id, status: 429, error: { type: "rejected_execution_exception" } } })
        continue
      }
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

  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    docs,
    failNext: (times) => {
      failures = times
    },
    turnAway: (operations) => {
      turnedAway = operations
    },
    close: () => new Promise((done) => server.close(() => done())),
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

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ""
  for await (const chunk of request) text += chunk
  return text
}
