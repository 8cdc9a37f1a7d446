/**
 * Pages of errors that need no script. Where a page says that there is nothing, and where making it failed, Next sends an
 * empty document which its script fills in; whoever runs none, or reads in a text browser, would see a blank page.
 */
import type { ServerResponse } from "node:http"
import { MINUTE, now } from "#lib/base/clock.ts"
import { t } from "#lib/words/t.ts"
import { hold } from "./held.ts"
import { incompletePath, tooLargePath, wrongPath } from "./paths.ts"
import { POLICY_HEADER } from "./seal.ts"

export type ErrorPage = { body: Buffer; policy: string }

/** Gives the whole HTML for a status, or undefined where Next's own answer is to be sent. */
export type ErrorPages = (status: number) => Promise<ErrorPage | undefined>

/** Sends `pages(status)` in place of the HTML with which Next answers 400, 404 and 5xx. Call it before Next. */
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
  if (statusCode !== 400 && statusCode !== 404 && statusCode < 500) return false
  return String(response.getHeader("content-type") ?? "").startsWith("text/html")
}

/** The forum's name and logo are on them, too. */
const ASKED_AGAIN = MINUTE

/** Next answers this with the page for what does not exist, whole. */
const NOTHING = "/_not-found"

/** Whose answers are these pages, and so never replaced by them. */
export const isErrorPath = (url: string | undefined): boolean => url === NOTHING || url === wrongPath()

/**
 * The same pages wherever an address is not whole, something is not there, or went wrong, then with the number under which the error is in the log;
 * each asked of Next once a minute at most. @param own its address
 */
export function errorPagesOf(
  own: () => string,
): (status: number, number?: string) => Promise<ErrorPage | undefined> {
  const kept = new Map<string, { at: number; page: Promise<ErrorPage | undefined> }>()
  const pageAt = async (path: string): Promise<ErrorPage | undefined> => {
    const known = kept.get(path)
    const isFresh = known !== undefined && now() - known.at < ASKED_AGAIN
    const asked = isFresh ? known.page : asking(`${own()}${path}`)
    if (!isFresh) kept.set(path, { at: now(), page: asked })
    const page = await asked
    // What cannot be made anew for the moment is as it was.
    if (!page && known && !isFresh) kept.set(path, known)
    else if (!page) kept.delete(path)
    return page ?? known?.page
  }
  return async (status, number) => {
    if (status === 400) return pageAt(incompletePath())
    if (status === 404) return pageAt(NOTHING)
    if (status === 413) return pageAt(tooLargePath())
    const page = await pageAt(wrongPath())
    return page && number ? { ...page, body: numbered(page.body, number) } : page
  }
}

async function asking(address: string): Promise<ErrorPage | undefined> {
  try {
    const page = await fetch(address)
    if (page.status !== 404 && page.status !== 200) return undefined
    return { body: Buffer.from(await page.arrayBuffer()), policy: page.headers.get(POLICY_HEADER) ?? "" }
  } catch {
    return undefined
  }
}

function numbered(page: Buffer, number: string): Buffer {
  const place = new RegExp(`<p ${NUMBER_PLACE}="true"[^>]*>`)
  return Buffer.from(page.toString().replace(place, (tag) => tag + t("shell.wrong.number", { number })))
}

/** Where the number stands on the page of errors (app/wrong). */
export const NUMBER_PLACE = "data-number"
