/** What is said to OpenSearch: its REST interface by plain fetch, the parts of it that a forum needs. */
import { MINUTE, SECOND, sleep } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"

const TIMEOUT = 10 * SECOND
/** Of what goes through the whole index. */
const LONG_TIMEOUT = 5 * MINUTE
/** Of what passes by itself: too many requests, a node that restarts. */
const TRIES = 4
const BUSY = [429, 502, 503, 504]

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

/** What is to be done with a document: a line, and the document itself where it has one. */
export type Operation = [action: Json, document?: Json]

/**
 * Several operations in one request. The server may do some and turn others away: these are sent again.
 * @throws OpenSearchError when one of them failed
 */
export async function sendBulk(operations: Operation[]): Promise<void> {
  let left = operations
  for (let attempt = 1; left.length > 0; attempt++) {
    const lines = left.flat().map((line) => JSON.stringify(line))
    const { errors, items } = await request<{
      errors: boolean
      items: Record<string, { status: number; error?: Json }>[]
    }>("POST", "/_bulk", `${lines.join("\n")}\n`, "application/x-ndjson")
    if (!errors) return
    const results = items.flatMap((item) => Object.values(item))
    const isBusy = (i: number): boolean => BUSY.includes(results[i]!.status)
    // 409: something newer is there. What was to be deleted and is not there comes without an error.
    for (const [i, { status, error }] of results.entries())
      if (error && status !== 409 && !(isBusy(i) && attempt < TRIES))
        throw new OpenSearchError(status, JSON.stringify(error))
    left = left.filter((_, i) => isBusy(i))
    if (left.length > 0) await sleep(100 * 2 ** attempt)
  }
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
    if (attempt >= TRIES || !BUSY.includes(answer.status)) throw new OpenSearchError(answer.status, text)
    await sleep(100 * 2 ** attempt)
  }
}

async function ask(method: string, path: string, body?: string, type?: string): Promise<Response> {
  const { url, index } = config().openSearch!
  const timeout = path.startsWith("/_delete_by_query") ? LONG_TIMEOUT : TIMEOUT
  const plain: Signable = {
    ...{ method, url: `${url}/${index}${path}`, body },
    headers: type ? { "content-type": type } : {},
  }
  return fetch(plain.url, {
    ...{ method, body, headers: await signed(plain) },
    signal: AbortSignal.timeout(timeout),
  })
}

type Signable = { method: string; url: string; body?: string; headers: Record<string, string> }

/** The headers that say who asks: the one place where that is decided. */
async function signed({ headers }: Signable): Promise<Record<string, string>> {
  const { authorization } = config().openSearch!
  return authorization ? { ...headers, authorization } : headers
}
