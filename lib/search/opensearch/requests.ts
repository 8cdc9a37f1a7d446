/** What is said to OpenSearch: its REST interface by plain fetch, the parts of it that a forum needs. */
import { SECOND, sleep } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"

const TIMEOUT = 10 * SECOND
/** Of what passes by itself: too many requests, a node that restarts. */
const TRIES = 4

export class OpenSearchError extends Error {
  readonly status: number
  constructor(status: number, what: string) {
    super(`OpenSearch answered ${status}: ${what.slice(0, 500)}`)
    this.name = "OpenSearchError"
    this.status = status
  }
}

type Json = Record<string, unknown>

/** @param path behind the index's name @throws OpenSearchError */
export async function send<T = Json>(method: string, path: string, body?: Json): Promise<T> {
  return request(method, path, body && JSON.stringify(body), "application/json")
}

/** Several operations in one request, each a line or two. @throws OpenSearchError when one of them failed */
export async function sendLines(lines: Json[]): Promise<void> {
  const body = `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`
  const answer = await request<{
    errors: boolean
    items: Record<string, { status: number; error?: Json }>[]
  }>("POST", "/_bulk", body, "application/x-ndjson")
  if (!answer.errors) return
  // 409: something newer is there. 404: what was to be deleted is not there. Both are as it should be.
  for (const item of answer.items)
    for (const { status, error } of Object.values(item))
      if (status >= 400 && status !== 409 && status !== 404)
        throw new OpenSearchError(status, JSON.stringify(error))
}

/** Whether the index is there. */
export async function exists(): Promise<boolean> {
  const { status } = await ask("HEAD", "")
  if (status !== 200 && status !== 404) throw new OpenSearchError(status, "while looking for the index")
  return status === 200
}

async function request<T>(method: string, path: string, body?: string, type?: string): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(method, path, body, type)
    const text = await answer.text()
    if (answer.ok) return JSON.parse(text) as T
    if (attempt >= TRIES || ![429, 502, 503, 504].includes(answer.status))
      throw new OpenSearchError(answer.status, text)
    await sleep(100 * 2 ** attempt)
  }
}

function ask(method: string, path: string, body?: string, type?: string): Promise<Response> {
  const { url, index, authorization } = config().openSearch!
  return fetch(`${url}/${index}${path}`, {
    method,
    body,
    headers: { ...(type && { "content-type": type }), ...(authorization && { authorization }) },
    signal: AbortSignal.timeout(TIMEOUT),
  })
}
