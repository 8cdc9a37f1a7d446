/**
 * How a Lambda streams the answer to an HTTP request: what stands before it says status and headers. Never packed: the
 * function's URL unpacks what is streamed, or breaks it (aws-lambda-nodejs-runtime-interface-client issue 96; ADR 370).
 */
import type { IncomingMessage } from "node:http"
import type { Writable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { PRIVATE } from "#lib/web/headers.ts"
import type { Asked } from "./event.ts"
import { type Head, headOf } from "./head.ts"

/** What the runtime of Lambda puts into the global scope. */
export type LambdaRuntime = {
  streamifyResponse<Event, Context>(
    handler: (event: Event, out: Writable, context: Context) => Promise<void>,
  ): (event: Event, out: Writable, context: Context) => Promise<void>
  HttpResponseStream: { from(out: Writable, prelude: Head): Writable }
}

/** Sends what `answer` holds, as it comes. */
export async function stream(
  { HttpResponseStream }: LambdaRuntime,
  out: Writable,
  answer: IncomingMessage,
  asked: Asked,
): Promise<void> {
  const head = headOf(answer, asked)
  const begun = HttpResponseStream.from(out, head)
  await pipeline(answer, head.statusCode === 304 ? nothing : neverNothing, begun)
}

/** Reads to the end what nobody needs, and gives what ends the answer. */
async function* nothing(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const _ of pieces);
  yield Buffer.from("\n")
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
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": PRIVATE }
  const begun = HttpResponseStream.from(out, { statusCode, headers, cookies: [] })
  begun.write(text)
  begun.end()
}
