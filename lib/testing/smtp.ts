/** A mail server for tests, on a free port of this machine. It takes what it is given, or behaves as badly as asked. */
import { createServer, type Server, type Socket } from "node:net"
import { sleep } from "#lib/base/clock.ts"

export type Taken = { from: string; to: string[]; data: string }

export type Behaviour = {
  /** How many messages to answer "451 later" first, as an overloaded server does. */
  busy?: number
  /** The answer to a receiver that it does not take: `550 5.1.1 no such user`. */
  receiver?: (address: string) => string | undefined
  /** The answer to a message that it does not take. */
  message?: string
  /** How many times to hang up in the middle of a message. */
  hangUp?: number
  /** How many times to hang up after a message was taken, before saying so. */
  mute?: number
  /** Milliseconds before it answers anything. */
  slow?: number
}

export type MailServer = { url: string; taken: Taken[]; behave(how: Behaviour): void; close(): void }

export async function smtpServer(behaviour: Behaviour = {}): Promise<MailServer> {
  const taken: Taken[] = []
  const sockets = new Set<Socket>()
  let how = { ...behaviour }
  const again = (kind: "busy" | "hangUp" | "mute"): boolean => {
    const left = how[kind] ?? 0
    how[kind] = left - 1
    return left > 0
  }
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    let mail: Taken = { from: "", to: [], data: "" }
    let isData = false
    let rest = ""
    let before: Promise<unknown> = Promise.resolve()
    const say = (line: string): void => {
      before = before.then(async () => {
        if (how.slow) await sleep(how.slow)
        if (socket.writable) socket.write(`${line}\r\n`)
      })
    }
    say("220 test")
    socket.setEncoding("utf8")
    socket.on("error", () => {})
    socket.on("close", () => sockets.delete(socket))
    socket.on("data", (chunk: string) => {
      rest += chunk
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (isData && line !== ".") mail.data += `${line.replace(/^\.\./, ".")}\r\n`
        else if (isData) {
          isData = false
          finish()
        } else answer(line)
      }
      if (isData && mail.data && again("hangUp")) socket.destroy()
    })

    function finish(): void {
      if (again("busy")) say("451 later")
      else if (how.message) say(how.message)
      else {
        taken.push(mail)
        if (again("mute")) socket.destroy()
        else say("250 taken")
      }
      mail = { from: "", to: [], data: "" }
    }

    function answer(line: string): void {
      const address = /<(.*?)>/.exec(line)?.[1] ?? ""
      if (/^MAIL FROM:/i.test(line)) {
        mail.from = address
        say("250 ok")
      } else if (/^RCPT TO:/i.test(line)) {
        const refusal = how.receiver?.(address)
        if (!refusal) mail.to.push(address)
        say(refusal ?? "250 ok")
      } else if (/^DATA/i.test(line)) {
        isData = true
        say("354 go on")
      } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n")
      else say("250 test")
    }
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address() as { port: number }
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    behave: (next) => {
      how = { ...next }
    },
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** The headers of a message, unfolded, by lower-case name; encoded words as the text they stand for. */
export function headersOf({ data }: Pick<Taken, "data">): Record<string, string> {
  const head = data.slice(0, data.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ")
  return Object.fromEntries(
    head.split("\r\n").map((line) => {
      const at = line.indexOf(":")
      return [line.slice(0, at).toLowerCase(), decodeWords(line.slice(at + 1).trim())]
    }),
  )
}

/** The part of a message that is `text/plain` or `text/html`, decoded. */
export function partOf({ data }: Pick<Taken, "data">, type: "text/plain" | "text/html"): string {
  const boundary = /boundary="?([^";\r\n]+)/.exec(data)?.[1] ?? ""
  const part = data.split(`--${boundary}`).find((one) => one.includes(`Content-Type: ${type}`)) ?? ""
  const body = part.slice(part.indexOf("\r\n\r\n") + 4)
  if (/Content-Transfer-Encoding: base64/i.test(part)) return Buffer.from(body, "base64").toString()
  if (/Content-Transfer-Encoding: quoted-printable/i.test(part)) return fromQuoted(body.replace(/=\r\n/g, ""))
  return body
}

const fromQuoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8")

const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(word, "base64").toString()
        : fromQuoted(word.replaceAll("_", " ")),
    )
