// An instance of a Lambda as its runtime starts it: imports the handler once, then answers one event after the other.
// Its environment, its folder and what it may read and write are those that lib/testing/lambda.ts gives it.
import { Writable } from "node:stream"

// What the runtime of Lambda has in its global scope (aws-lambda-nodejs-runtime-interface-client).
globalThis.awslambda = {
  streamifyResponse(handler) {
    handler[Symbol.for("aws.lambda.runtime.handler.streaming")] = "response"
    return handler
  },
  HttpResponseStream: {
    from(out, prelude) {
      out.setContentType("application/vnd.awslambda.http-integration-response")
      out._onBeforeFirstWrite = (write) => {
        write(JSON.stringify(prelude))
        write(new Uint8Array(8))
      }
      return out
    },
  },
}

/** Sends each piece on as it comes. */
class Out extends Writable {
  constructor(id) {
    super()
    this.id = id
  }
  setContentType(type) {
    this.type = type
  }
  write(chunk, ...rest) {
    const before = this._onBeforeFirstWrite
    this._onBeforeFirstWrite = undefined
    before?.((first) => super.write(first))
    return super.write(chunk, ...rest)
  }
  _write(chunk, _encoding, done) {
    if (chunk.length > 0) process.send({ id: this.id, piece: Buffer.from(chunk).toString("base64") })
    done()
  }
}

const began = performance.now()
const used = process.cpuUsage()
const { handler } = await import(process.env.LAMBDA_HANDLER_FILE)
const importMs = performance.now() - began
const { user, system } = process.cpuUsage(used)
const isStreaming = handler[Symbol.for("aws.lambda.runtime.handler.streaming")] === "response"

/** Bytes of memory that it had at most. */
const most = () => process.resourceUsage().maxRSS * 1024

process.on("message", async ({ id, event, ms }) => {
  const end = Date.now() + ms
  const context = {
    awsRequestId: id,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => end - Date.now(),
  }
  try {
    if (isStreaming) {
      const out = new Out(id)
      await handler(event, out, context)
      const waits = context.callbackWaitsForEmptyEventLoop || !out.writableFinished
      process.send({ id, ended: true, most: most(), waits })
    } else process.send({ id, ended: true, value: await handler(event, context), most: most() })
  } catch (error) {
    process.send({ id, ended: true, error: `${error?.stack ?? error}` })
  }
})
process.send({ importMs, cpuMs: (user + system) / 1000, rss: process.memoryUsage().rss })
