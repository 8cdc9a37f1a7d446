/**
 * Speaks to the engine on this machine over kept connections, one request at a time on each. Node's own client takes five
 * times as long for it (docs/adr/0380). This one knows what the engine does, an answer that says how long it is: all else
 * is no answer, and the SDK's business (quick.ts).
 */
import { connect, type Socket } from "node:net"
import { SECOND } from "#lib/base/clock.ts"

export type Answer = { status: number; text: string }
export type Talk = {
  /** @returns what was answered; undefined where nothing was, or nothing whole */
  post(target: string, body: string): Promise<Answer | undefined>
  close(): void
}

/** A connection that hangs is given up; a burst waits for the engine, not for a socket. */
const SILENT_AFTER = 15 * SECOND
const MOST_SOCKETS = 200

/** It checks no signature, and wants to see one. */
const UNSIGNED = [
  "Content-Type: application/x-amz-json-1.0",
  "Authorization: AWS4-HMAC-SHA256 Credential=local/20000101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
  "X-Amz-Date: 20000101T000000Z",
]

type Done = (answer: Answer | undefined) => void
type Waiting = { request: string; done: Done }

export function openTalk(endpoint: string): Talk {
  const { hostname, port, host } = new URL(endpoint)
  const head = ["POST / HTTP/1.1", `Host: ${host}`, ...UNSIGNED, "X-Amz-Target: "].join("\r\n")
  const all = new Set<Connection>()
  const idle: Connection[] = []
  const waiting: Waiting[] = []
  let isClosed = false

  const send = (one: Waiting): void => {
    const free = idle.pop() ?? (all.size < MOST_SOCKETS ? opened() : undefined)
    if (free) free.ask(one.request, one.done)
    else waiting.push(one)
  }
  const opened = (): Connection => {
    const one = new Connection(connect(Number(port || 80), hostname), {
      free: () => free(one),
      gone: () => gone(one),
    })
    all.add(one)
    return one
  }
  const free = (one: Connection): void => {
    const next = waiting.shift()
    if (next) one.ask(next.request, next.done)
    else idle.push(one)
  }
  const gone = (one: Connection): void => {
    all.delete(one)
    const at = idle.indexOf(one)
    if (at >= 0) idle.splice(at, 1)
    const next = waiting.shift()
    if (next) send(next)
  }

  return {
    post: (target, body) =>
      new Promise((done) => {
        if (isClosed) return done(undefined)
        const request = `${head}${target}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
        send({ request, done })
      }),
    close() {
      isClosed = true
      for (const { done } of waiting.splice(0)) done(undefined)
      for (const one of all) one.end()
    },
  }
}

const END_OF_HEAD = "\r\n\r\n"
/** Much longer than any of the engine's. */
const LONGEST_HEAD = 16_384

type Coming = { status: number; from: number; to: number; isLast: boolean }

class Connection {
  readonly #socket: Socket
  readonly #tell: { free: () => void; gone: () => void }
  #done: Done | undefined
  #pieces: Buffer[] = []
  #length = 0
  /** Of the answer that is coming, once its head is here. */
  #coming: Coming | undefined

  constructor(socket: Socket, tell: { free: () => void; gone: () => void }) {
    this.#socket = socket.setNoDelay(true).setTimeout(SILENT_AFTER)
    this.#tell = tell
    socket.on("data", (piece: Buffer) => this.#heard(piece))
    socket.on("timeout", () => this.#done && this.end())
    // What went wrong does not matter: it closes.
    socket.on("error", () => {})
    socket.on("close", () => {
      this.#tell.gone()
      this.#done?.(undefined)
    })
  }

  ask(request: string, done: Done): void {
    this.#done = done
    this.#socket.ref()
    this.#socket.write(request)
  }

  end(): void {
    this.#socket.destroy()
  }

  #heard(piece: Buffer): void {
    this.#pieces.push(piece)
    this.#length += piece.length
    this.#coming ??= this.#head()
    if (!this.#coming || this.#length < this.#coming.to) return
    const { status, from, to, isLast } = this.#coming
    const done = this.#done
    // More than was asked for: whose answer it is nobody knows.
    if (this.#length > to || !done) {
      this.end()
      return
    }
    const text = this.#whole().toString("utf8", from, to)
    ;[this.#pieces, this.#length, this.#coming, this.#done] = [[], 0, undefined, undefined]
    if (isLast) this.end()
    else {
      // A process that has nothing else to do ends.
      this.#socket.unref()
      this.#tell.free()
    }
    done({ status, text })
  }

  #head(): Coming | undefined {
    const whole = this.#whole()
    const end = whole.indexOf(END_OF_HEAD)
    if (end < 0 && whole.length < LONGEST_HEAD) return
    const head = whole.toString("latin1", 0, Math.max(end, 0))
    const status = /^HTTP\/1\.1 ([2-5]\d\d) /.exec(head)?.[1]
    const length = /\r\nContent-Length: *(\d{1,9}) *(?:\r\n|$)/i.exec(head)?.[1]
    if (!status || !length || /\r\nTransfer-Encoding:/i.test(head)) {
      this.end()
      return
    }
    const from = end + END_OF_HEAD.length
    const isLast = /\r\nConnection: *close/i.test(head)
    return { status: Number(status), from, to: from + Number(length), isLast }
  }

  #whole(): Buffer {
    if (this.#pieces.length > 1) this.#pieces = [Buffer.concat(this.#pieces)]
    return this.#pieces[0]!
  }
}
