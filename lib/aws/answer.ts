/** How a Lambda streams the answer to an HTTP request: what stands before it says status and headers. */
import type { IncomingMessage } from "node:http"
import type { Writable } from "node:stream"
import { pipeline } from "node:stream/promises"

/** What the runtime of Lambda puts into the global scope. */
export type LambdaRuntime = {
  streamifyResponse<Event, Context>(
    handler: (event: Event, out: Writable, context: Context) => Promise<void>,
  ): (event: Event, out: Writable, context: Context) => Promise<void>
  HttpResponseStream: {
    from(
      out: Writable,
      prelude: { statusCode: number; headers: Record<string, string>; cookies: string[] },
    ): Writable
  }
}

/** Of one connection, not of the answer; and its length, which Lambda would send on under another name. */
const LEFT_OUT = ["connection", "keep-alive", "transfer-encoding", "date", "content-length"]

/** Sends what `answer` holds, as it comes. */
export async function stream(
  { HttpResponseStream }: LambdaRuntime,
  out: Writable,
  answer: IncomingMessage,
): Promise<void> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined && name !== "set-cookie" && !LEFT_OUT.includes(name))
      headers[name] = [value].flat().join(", ")
  const statusCode = answer.statusCode ?? 500
  const begun = HttpResponseStream.from(out, {
    statusCode,
    headers,
    cookies: answer.headers["set-cookie"] ?? [],
  })
  await pipeline(answer, neverNothing, begun)
}

/**
 * An answer without a body is never ended by the function's URL: whoever asks waits until the function's time is over
 * (aws-lambda-nodejs-runtime-interface-client issue 95). Redirects are such answers.
 */
async function* neverNothing(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isEmpty = true
  for await (const piece of pieces) {
    isEmpty = false
    yield piece
  }
  if (isEmpty) yield Buffer.from("\n")
}

/** Sends a sentence to whoever is not let in. */
export function refuse(
  { HttpResponseStream }: LambdaRuntime,
  out: Writable,
  statusCode: number,
  text: string,
): void {
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "private, no-store" }
  const begun = HttpResponseStream.from(out, { statusCode, headers, cookies: [] })
  begun.write(text)
  begun.end()
}
