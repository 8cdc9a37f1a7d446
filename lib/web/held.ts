/** Answers of Next that are held back until they are whole, and sent as something else. */
import type { ServerResponse } from "node:http"

/**
 * Holds back what Next sends where `isHeld` says so, when status and headers are known. Call it before Next.
 * @param made gives what is sent in its place, and may set headers; undefined: what Next sent
 */
export function hold(
  response: ServerResponse,
  isHeld: () => boolean,
  made: (body: Buffer) => Promise<Buffer | undefined> | Buffer | undefined,
): void {
  const { writeHead, write, end, flushHeaders } = response
  let held: Buffer[] | undefined
  const keep = (chunk: unknown, encoding: unknown): void => {
    if (typeof chunk === "string")
      held?.push(Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8"))
    else if (chunk instanceof Uint8Array) held?.push(Buffer.from(chunk))
  }
  const begin = (): boolean => {
    if (!held && !response.headersSent) response.writeHead(response.statusCode)
    return held !== undefined
  }
  response.writeHead = ((status: number, ...rest: unknown[]) => {
    if (held) return response
    const headers = rest.find((one) => typeof one === "object" && one !== null)
    if (headers && !Array.isArray(headers))
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value as string)
    response.statusCode = status
    if (!isHeld()) return writeHead.call(response, status)
    held = []
    return response
  }) as typeof writeHead
  response.flushHeaders = () => {
    if (!begin()) flushHeaders.call(response)
  }
  response.write = ((...args: Parameters<typeof write>) => {
    if (!begin()) return write.apply(response, args)
    keep(args[0], args[1])
    return true
  }) as typeof write
  response.end = ((...args: Parameters<typeof end>) => {
    if (!begin()) return end.apply(response, args)
    keep(args[0], args[1])
    const whole = Buffer.concat(held ?? [])
    void Promise.resolve(made(whole)).then((other) => {
      if (other) response.removeHeader("Transfer-Encoding")
      const isBodiless = response.req.method === "HEAD"
      const body = other ?? whole
      if (other || !isBodiless) response.setHeader("Content-Length", body.length)
      writeHead.apply(response, [response.statusCode])
      end.apply(response, [isBodiless ? undefined : body, "utf8"])
    })
    return response
  }) as typeof end
}
