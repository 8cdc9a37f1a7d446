/** An SES of this process, as far as the forum speaks to one: it takes mail, or says why not. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"

type Asked = {
  ConfigurationSetName?: string
  Destination?: { ToAddresses?: string[] }
  Content?: { Raw?: { Data: string } }
}
export type SentBySes = { path: string; authorization: string; body: Asked; raw: string }
export type Refusal = { status: number; name: string; message?: string }

export type PretendedSes = {
  url: string
  sent: SentBySes[]
  /** What the next mails are answered with; undefined: they are taken. */
  refusal?: Refusal | undefined
  close(): void
}

export async function pretendedSes(): Promise<PretendedSes> {
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request)) as Asked
    const raw = Buffer.from(body.Content?.Raw?.Data ?? "", "base64").toString()
    const { url = "", headers } = request
    ses.sent.push({ path: url, authorization: String(headers.authorization), body, raw })
    const { status = 200, name, message = `SES says ${name}` } = ses.refusal ?? {}
    response.writeHead(status, {
      "Content-Type": "application/json",
      ...(name && { "x-amzn-ErrorType": name }),
    })
    response.end(JSON.stringify(name ? { message } : { MessageId: "0100-made-up" }))
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address() as AddressInfo
  const ses: PretendedSes = {
    url: `http://127.0.0.1:${port}`,
    sent: [],
    close: () => void server.close(),
  }
  return ses
}
