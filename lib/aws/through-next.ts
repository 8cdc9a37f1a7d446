/** Hands a request of Node to OpenNext, and writes what it answers. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { buffer } from "node:stream/consumers"
import type { InternalEvent, OpenNextHandler } from "./open-next.ts"

/** @param url the forum's address @returns what answers as Next would */
export function throughNext(
  handler: OpenNextHandler,
  url: string,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const event = await eventOf(request, url)
    await handler(event, {
      streamCreator: {
        // What is written is gone: nobody reads it again.
        retainChunks: false,
        writeHeaders({ statusCode, headers, cookies }) {
          for (const [name, value] of Object.entries(headers)) if (value) response.setHeader(name, value)
          if (cookies.length > 0) response.setHeader("Set-Cookie", cookies)
          response.writeHead(statusCode)
          return response
        },
      },
    })
  }
}

async function eventOf(request: IncomingMessage, url: string): Promise<InternalEvent> {
  const { method = "GET", url: path = "/" } = request
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = [value].flat().join(name === "cookie" ? "; " : ", ")
  const address = new URL(path, url)
  const body = method === "GET" || method === "HEAD" ? undefined : await buffer(request)
  if (body) headers["content-length"] = String(body.length)
  return {
    type: "core",
    method,
    rawPath: address.pathname,
    url: address.href,
    headers,
    body,
    query: queryOf(address.searchParams),
    cookies: {},
    remoteAddress: headers["x-forwarded-for"] ?? "",
  }
}

function queryOf(search: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(search.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const all = search.getAll(name)
      return [name, all.length === 1 ? all[0]! : all]
    }),
  )
}
