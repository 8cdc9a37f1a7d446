/**
 * OpenSearch for tests: notes what is asked of it, and fails when a test wants it to. Behind it stands one that we
 * pretend, or the server that STOA_TEST_OPENSEARCH names (`npm run test:opensearch`).
 */
import { createServer, type IncomingMessage, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { pretendedOpenSearch } from "./pretended-open-search.ts"

// biome-ignore lint/suspicious/noExplicitAny: requests and answers as they come over the wire
export type Json = any
export type Asked = { method: string; path: string; search: string; type?: string; body: string }
export type Answer = [status: number, json: Json]

export type BehindOpenSearch = {
  answer(asked: Asked): Promise<Answer>
  /** Of all documents. */
  ids(): Promise<string[]>
  /** As if it had been there all the time. */
  add(id: string, doc: Json): Promise<void>
}

export type TestedOpenSearch = Pick<BehindOpenSearch, "ids" | "add"> & {
  url: string
  requests: { method: string; path: string; authorization?: string }[]
  /** Answered with 503 before it works again. */
  failNext(times: number): void
  /** So many operations of bulk requests are turned away one by one, as by a node whose queue is full. */
  turnAway(operations: number): void
  close(): Promise<void>
}

export async function testedOpenSearch(index: string): Promise<TestedOpenSearch> {
  const real = process.env.STOA_TEST_OPENSEARCH
  const behind = real ? await realOpenSearch(real, index) : pretendedOpenSearch(index)
  const requests: TestedOpenSearch["requests"] = []
  let failures = 0
  let turnedAway = 0

  const server: Server = createServer(async (request, response) => {
    const [path, search = ""] = (request.url ?? "").split("?") as [string, string?]
    const { method = "", headers } = request
    requests.push({ method, path: request.url ?? "", authorization: headers.authorization })
    const asked = { method, path, search, type: headers["content-type"], body: await textOf(request) }
    const [status, json] = failures > 0 ? [503, { error: "unavailable" }] : await answered(asked)
    failures = Math.max(0, failures - 1)
    response.writeHead(status, { "content-type": "application/json" })
    response.end(method === "HEAD" ? undefined : JSON.stringify(json))
  })

  async function answered(asked: Asked): Promise<Answer> {
    if (!asked.path.endsWith("/_bulk") || turnedAway === 0) return behind.answer(asked)
    const operations = operationsOf(asked.body)
    const away = operations.splice(0, turnedAway).map((operation) => ({
      [nameOf(operation)]: { status: 429, error: { type: "rejected_execution_exception" } },
    }))
    turnedAway -= away.length
    if (operations.length === 0) return [200, { errors: true, items: away }]
    const [status, json] = await behind.answer({ ...asked, body: `${operations.flat().join("\n")}\n` })
    return [status, { ...json, errors: true, items: [...away, ...json.items] }]
  }

  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    ids: behind.ids,
    add: behind.add,
    failNext: (times) => {
      failures = times
    },
    turnAway: (operations) => {
      turnedAway = operations
    },
    close: () => new Promise((done) => server.close(() => done())),
  }
}

/** The lines of a bulk request by operation: what is to be done, and the document where it needs one. */
function operationsOf(body: string): string[][] {
  const operations: string[][] = []
  const lines = body.trimEnd().split("\n")
  while (lines.length > 0) operations.push(lines.splice(0, nameOf(lines) === "delete" ? 1 : 2))
  return operations
}

const nameOf = ([action]: string[]): string => Object.keys(JSON.parse(action!))[0]!

/** A server that runs, with an empty index. What is written there can be found at once. */
async function realOpenSearch(url: string, index: string): Promise<BehindOpenSearch> {
  const answer: BehindOpenSearch["answer"] = async ({ method, path, search, type, body }) => {
    const answered = await fetch(`${url}${path}${search && `?${search}`}`, {
      method,
      ...(body && { body }),
      headers: type ? { "content-type": type } : {},
    })
    if (path.endsWith("/_bulk")) await ask("POST", `/${index}/_refresh`)
    const text = await answered.text()
    return [answered.status, text ? JSON.parse(text) : {}]
  }
  const ask = (method: string, path: string, json?: Json): Promise<Answer> => {
    const body = json ? JSON.stringify(json) : ""
    return answer({ method, path, search: "", ...(json && { type: "application/json" }), body })
  }
  await ask("DELETE", `/${index}`)
  return {
    answer,
    ids: async () => {
      await ask("POST", `/${index}/_refresh`)
      const [, { hits }] = await ask("POST", `/${index}/_search`, { size: 10_000, _source: false })
      return hits.hits.map(({ _id }: { _id: string }) => _id)
    },
    add: async (id, doc) => {
      await ask("PUT", `/${index}/_doc/${id}`, doc)
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ""
  for await (const chunk of request) text += chunk
  return text
}
