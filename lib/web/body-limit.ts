/** How much a request may bring along: nobody can fill the memory of the process. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { finished } from "node:stream/promises"
import { MAX_UPLOAD_BYTES } from "#lib/uploads/pictures.ts"
import { t } from "#lib/words/t.ts"
import { NO_PAGE } from "./content-policy.ts"
import type { ErrorPage } from "./error-pages.ts"
import { PRIVATE, SECURITY_HEADERS } from "./headers.ts"
import { boundaryIn, formUpTo } from "./large-files.ts"
import { uploadsApiPath } from "./paths.ts"
import { POLICY_HEADER } from "./seal.ts"

/** The longest text, its preview and the other text of a conflict travel in one form. */
export const MAX_BODY_BYTES = 4 * 2 ** 20
/**
 * A form that brings pictures along without a script, and a picture by itself: one of the largest (lib/uploads/pictures.ts)
 * and the text. As much as Next takes for a server action (next.config.js): beyond it Next would answer 500.
 */
const MAX_PICTURES_BYTES = 12 * 2 ** 20
/** Of each text in a form: many times the longest that is taken, so that its page can say that it is too long. */
const MAX_FIELD_BYTES = 2 ** 20
/** What a form may send at all: what is too much of its files is dropped as it comes. */
const MAX_SENT_BYTES = 200 * 2 ** 20
/**
 * A browser reads no answer before it has sent everything: of what a member sends so much is waited for, and none of it
 * kept. Guests have no form that holds more than words.
 */
const MAX_AWAITED_BYTES = 256 * 2 ** 20

/**
 * Answers 413 to a body that is too large by its own word; one that does not say is cut off when it is. Of a form whose
 * files are too large their beginnings are read, so that its page says so and nothing that was typed is lost.
 * @param page what a browser is shown with 413, where it can be
 */
export function refusesBody(
  request: IncomingMessage,
  response: ServerResponse,
  page: () => Promise<ErrorPage | undefined>,
): boolean {
  const length = Number(request.headers["content-length"] ?? 0)
  const most = mostOf(request)
  const boundary = length <= MAX_SENT_BYTES ? boundaryIn(request.headers["content-type"] ?? "") : undefined
  if (length > most && boundary) {
    // One byte more than a picture may have, and the page knows. Whoever is not signed in is asked to sign in first.
    const files = most === MAX_PICTURES_BYTES ? MAX_UPLOAD_BYTES + 1 : 0
    cutOff(request, most)
    shorten(request, formUpTo({ files, field: MAX_FIELD_BYTES }, boundary))
  } else if (length > most) {
    if (isAwaited(request, length)) void afterAll(request, async () => refuse(response, most, await page()))
    else refuse(response, most)
    return true
  }
  if (request.headers["transfer-encoding"] !== undefined) cutOff(request, most)
  return false
}

/** Whether a page is shown for it: to the browser of somebody who looks signed in. */
function isAwaited({ headers }: IncomingMessage, length: number): boolean {
  return /text\/html/.test(headers.accept ?? "") && length <= MAX_AWAITED_BYTES && looksSignedIn(headers)
}

/** Lets a body go by, and then answers, if anybody is still there. */
async function afterAll(request: IncomingMessage, answer: () => Promise<void>): Promise<void> {
  request.resume()
  await finished(request).then(answer, () => undefined)
}

function refuse(response: ServerResponse, most: number, page?: ErrorPage): void {
  response.writeHead(413, {
    ...SECURITY_HEADERS,
    [POLICY_HEADER]: page?.policy ?? NO_PAGE,
    "Content-Type": page ? "text/html; charset=utf-8" : "text/plain; charset=utf-8",
    "Cache-Control": PRIVATE,
    Connection: "close",
  })
  response.end(page?.body ?? t("web.too-large", { megabytes: most / 2 ** 20 }))
}

/** Only forms of pages and pictures may bring more, and only who looks signed in. */
function mostOf({ url, headers }: IncomingMessage): number {
  const isForm = /^multipart\/form-data\b/i.test(headers["content-type"] ?? "")
  const mayBring = (isForm || url === uploadsApiPath()) && looksSignedIn(headers)
  return mayBring ? MAX_PICTURES_BYTES : MAX_BODY_BYTES
}

const looksSignedIn = ({ cookie }: IncomingMessage["headers"]): boolean => /stoa-session=/.test(cookie ?? "")

function shorten(request: IncomingMessage, pass: (piece: Buffer) => Buffer): void {
  delete request.headers["content-length"]
  const push = request.push
  request.push = (chunk, encoding) => {
    if (chunk === null) return push.call(request, null)
    try {
      const some = pass(chunk)
      return some.length === 0 || push.call(request, some, encoding)
    } catch {
      request.destroy()
      return false
    }
  }
}

function cutOff(request: IncomingMessage, most: number): void {
  const push = request.push
  let seen = 0
  request.push = (chunk, encoding) => {
    seen += chunk?.length ?? 0
    if (seen <= most) return push.call(request, chunk, encoding)
    request.destroy()
    return false
  }
}
