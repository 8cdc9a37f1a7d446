/** What stands before the body of an answer. */
import type { IncomingMessage } from "node:http"
import type { Asked } from "./event.ts"

export type Head = { statusCode: number; headers: Record<string, string>; cookies: string[] }

/** Of one connection, not of the answer; and its length, which Lambda would send on under another name. */
const LEFT_OUT = ["connection", "keep-alive", "transfer-encoding", "date", "content-length"]

/**
 * Status, headers and cookies as Lambda takes them. Who has it already is told so here, by what the whole answer would say:
 * the edge puts the headers of such an answer in place of those that it keeps.
 */
export function headOf(answer: IncomingMessage, { method, known }: Asked): Head {
  // Of what says nothing of its kind Lambda says that it is JSON.
  const headers: Record<string, string> = { "content-type": "text/plain; charset=utf-8" }
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined && name !== "set-cookie" && !LEFT_OUT.includes(name))
      headers[name] = [value].flat().join(", ")
  const { statusCode = 500 } = answer
  const isKnown = statusCode === 200 && (method === "GET" || method === "HEAD") && names(known, headers.etag)
  return { statusCode: isKnown ? 304 : statusCode, headers, cookies: answer.headers["set-cookie"] ?? [] }
}

/** @param list as it stands in `if-none-match`: a mark that was weakened because the answer was packed is the same one */
function names(list: string | undefined, etag: string | undefined): boolean {
  if (!list || !etag) return false
  return list.split(",").some((one) => one.trim() === "*" || strong(one.trim()) === strong(etag))
}

const strong = (etag: string): string => etag.replace(/^W\//, "")
