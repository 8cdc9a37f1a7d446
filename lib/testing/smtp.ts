/** A mail server for tests: takes what it is given, on a free port of this machine. */
import { createServer, type Server } from "node:net"

export type Taken = { from: string; to: string[]; data: string }

/** @param refuse how many messages to refuse first, as an overloaded server does */
export async function smtpServer(refuse = 0): Promise<{ url: string; taken: Taken[]; close(): void }> {
  const taken: Taken[] = []
  let refusals = refuse
  const server: Server = createServer((socket) => {
    let mail: Taken = { from: "", to: [], data: "" }
    let isData = false
    let rest = ""
    const say = (line: string) => socket.write(`${line}\r\n`)
    say("220 test")
    socket.setEncoding("utf8")
    socket.on("error", () => {})
    socket.on("data", (chunk: string) => {
      rest += chunk
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (isData && line !== ".") mail.data += `${line}\r\n`
        else if (isData) {
          isData = false
          if (refusals-- > 0) say("451 later")
          else if (taken.push(mail)) say("250 taken")
          mail = { from: "", to: [], data: "" }
        } else if (/^EHLO|^HELO/i.test(line)) say("250 test")
        else if (/^MAIL FROM:/i.test(line)) {
          mail.from = /<(.*?)>/.exec(line)?.[1] ?? ""
          say("250 ok")
        } else if (/^RCPT TO:/i.test(line)) {
          mail.to.push(/<(.*?)>/.exec(line)?.[1] ?? "")
          say("250 ok")
        } else if (/^DATA/i.test(line)) {
          isData = true
          say("354 go on")
        } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n")
        else say("250 ok")
      }
    })
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address() as { port: number }
  return { url: `smtp://127.0.0.1:${port}`, taken, close: () => server.close() }
}
