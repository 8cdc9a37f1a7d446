/**
 * Our server in front of Next, in a Lambda: a request of the function's URL goes over the loopback to `serving()`, the same
 * that runs on one machine, and from there to OpenNext. So what holds there of headers, policies, forms of other sites,
 * bodies, addresses and pages of errors holds here (ADR 350).
 */
import { createServer, type IncomingMessage, request } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import type { Writable } from "node:stream"
import { config } from "#lib/config.ts"
import { keptRoutes } from "#lib/web/kept-routes.ts"
import { serving } from "#lib/web/serve.ts"
import { t } from "#lib/words/t.ts"
import { endBeside, type LambdaContext } from "#lib/workers/lambda.ts"
import { type Asked, askedBy, type UrlEvent } from "./event.ts"
import type { OpenNextHandler } from "./open-next.ts"
import { type LambdaRuntime, refuse, stream } from "./streamed.ts"
import { throughNext } from "./through-next.ts"
import { refusal, type Whole, whole } from "./whole.ts"

type Waiting = { callbackWaitsForEmptyEventLoop: boolean }

declare const awslambda: LambdaRuntime

/**
 * Whether answers are sent as they are made. Read when the site is built as well: SST then makes the function's URL for it
 * (`streaming` in open-next.output.json), and what the function answers must be what its URL expects.
 */
const STREAMS = process.env.STOA_STREAMING === "on"

async function wrapper(handler: OpenNextHandler) {
  const { url, edgeSecret } = config()
  const server = createServer(
    serving({
      handle: throughNext(handler, url),
      // OpenNext's entry goes into its own folder first.
      isKept: keptRoutes(join(process.cwd(), ".next"), ["/"]),
      own: () => `http://127.0.0.1:${port}`,
      url,
      trustedProxies: 1,
      remembers: false,
    }),
  )
  // The edge and Lambda have limits of their own, and between two calls time stands still.
  server.requestTimeout = 0
  server.headersTimeout = 0
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  server.unref()
  const { port } = server.address() as AddressInfo
  // Where an action leads, Next asks for the page at once: of itself, and not once more around by the edge.
  process.env.__NEXT_PRIVATE_ORIGIN = `http://127.0.0.1:${port}`

  if (!STREAMS)
    return async (event: Partial<UrlEvent>, context: LambdaContext): Promise<Whole | object> => {
      // Called to be kept warm, or by hand.
      if (!isRequest(event)) return {}
      const asked = askedBy(event, url, edgeSecret)
      if (!asked) return refusal(403, t("web.not-by-the-edge"))
      const answer = await whole(await answerTo(asked, port), asked)
      await endBeside(context)
      return answer
    }
  return awslambda.streamifyResponse(
    async (event: Partial<UrlEvent>, out: Writable, context: LambdaContext & Waiting) => {
      // A server that listens would keep each call open until its time is over.
      context.callbackWaitsForEmptyEventLoop = false
      if (!isRequest(event)) return void out.end("{}")
      const asked = askedBy(event, url, edgeSecret)
      if (!asked) return refuse(awslambda, out, 403, t("web.not-by-the-edge"))
      await stream(awslambda, out, await answerTo(asked, port), asked)
      await endBeside(context)
    },
  )
}

const isRequest = (event: Partial<UrlEvent>): event is UrlEvent => event.requestContext?.http !== undefined

function answerTo({ method, path, headers, body }: Asked, port: number): Promise<IncomingMessage> {
  return new Promise((done, failed) => {
    // A connection each: one that is kept may be closed while the Lambda is frozen.
    request({ host: "127.0.0.1", port, method, path, headers, agent: false }, done)
      .on("error", failed)
      .end(body)
  })
}

export default { name: "stoa-lambda", wrapper, supportStreaming: STREAMS }
