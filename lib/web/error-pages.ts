/**
 * Pages of errors that need no script. Where a page says that there is nothing, Next sends an empty document
 * which its script fills in; whoever runs none, or reads in a text browser, would see a blank page.
 */
import type { ServerResponse } from "node:http"
import { hold } from "./held.ts"
import { POLICY_HEADER } from "./seal.ts"

export type ErrorPage = { body: Buffer; policy: string }

/** Gives the whole HTML for a status, or undefined where Next's own answer is to be sent. */
export type ErrorPages = (status: number) => Promise<ErrorPage | undefined>

/** Sends `pages(status)` in place of the HTML with which Next answers 404 and 5xx. Call it before Next. */
export function sendErrorPages(response: ServerResponse, pages: ErrorPages): void {
  const isErrorPage = (): boolean => isError(response)
  hold(response, isErrorPage, async () => {
    const page = await pages(response.statusCode)
    if (!page) return undefined
    for (const name of ["Content-Encoding", "ETag"]) response.removeHeader(name)
    response.setHeader(POLICY_HEADER, page.policy)
    return page.body
  })
}

function isError(response: ServerResponse): boolean {
  const { statusCode } = response
  if (statusCode !== 404 && statusCode < 500) return false
  return String(response.getHeader("content-type") ?? "").startsWith("text/html")
}
