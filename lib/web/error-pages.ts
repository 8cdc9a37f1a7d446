/**
 * Pages of errors that need no script. Where a page says that there is nothing, Next sends an empty document
 * which its script fills in; whoever runs none, or reads in a text browser, would see a blank page.
 */
import type { IncomingMessage, ServerResponse } from "node:http"

/** Gives the whole HTML for a status, or undefined where Next's own answer is to be sent. */
export type ErrorPages = (status: number) => Promise<Buffer | undefined>

/** Sends `pages(status)` in place of the HTML with which Next answers 404 and 5xx. Call it before Next. */
export function sendErrorPages(request: IncomingMessage, response: ServerResponse, pages: ErrorPages): void {
  const { writeHead, write, end, flushHeaders } = response
  let kept: (() => void)[] | undefined
  const begin = (): boolean => {
    if (!kept && !response.headersSent) response.writeHead(response.statusCode)
    return kept !== undefined
  }
  response.writeHead = ((status: number, ...rest: unknown[]) => {
    if (kept) return response
    const headers = rest.find((one) => typeof one === "object" && one !== null)
    if (headers && !Array.isArray(headers))
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value as string)
    response.statusCode = status
    if (!isErrorPage(response)) return writeHead.call(response, status)
    kept = []
    return response
  }) as typeof writeHead
  response.flushHeaders = () => {
    if (!begin()) flushHeaders.call(response)
  }
  response.write = ((...args: Parameters<typeof write>) => {
    if (!begin()) return write.apply(response, args)
    kept?.push(() => write.apply(response, args))
    return true
  }) as typeof write
  response.end = ((...args: Parameters<typeof end>) => {
    if (!begin()) return end.apply(response, args)
    void pages(response.statusCode).then((page) => {
      if (page) {
        for (const name of ["Content-Encoding", "Transfer-Encoding", "ETag"]) response.removeHeader(name)
        response.setHeader("Content-Length", page.length)
      }
      writeHead.apply(response, [response.statusCode])
      if (page) return end.apply(response, [request.method === "HEAD" ? undefined : page, "utf8"])
      for (const send of kept ?? []) send()
      end.apply(response, args)
    })
    return response
  }) as typeof end
}

function isErrorPage(response: ServerResponse): boolean {
  const { statusCode } = response
  if (statusCode !== 404 && statusCode < 500) return false
  return String(response.getHeader("content-type") ?? "").startsWith("text/html")
}
