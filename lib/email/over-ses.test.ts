import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest"
import { forgetConfig } from "#lib/config.ts"
import { deliver, Undelivered } from "./delivery.ts"
import { letter } from "./letter.ts"
import { closeSes } from "./over-ses.ts"

type Sent = { path: string; authorization: string; body: Record<string, never> }

let sent: Sent[] = []
let refusal: { status: number; name: string; message?: string } | undefined
const server = createServer((request, response) => {
  let text = ""
  request.on("data", (piece) => {
    text += piece
  })
  request.on("end", () => {
    sent.push({
      path: request.url ?? "",
      authorization: String(request.headers.authorization),
      body: JSON.parse(text),
    })
    const { status = 200, name, message = `SES says ${name}` } = refusal ?? {}
    response.writeHead(status, {
      "Content-Type": "application/json",
      ...(name && { "x-amzn-ErrorType": name }),
    })
    response.end(JSON.stringify(name ? { message } : { MessageId: "0100-made-up" }))
  })
})
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))

beforeEach(() => {
  sent = []
  refusal = undefined
  const { port } = server.address() as AddressInfo
  vi.stubEnv("AWS_ENDPOINT_URL_SESV2", `http://127.0.0.1:${port}`)
  vi.stubEnv("AWS_REGION", "eu-central-1")
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test")
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test")
  vi.stubEnv("SES_CONFIGURATION_SET", "stoa-set")
  vi.stubEnv("MAIL_FROM", "Stoa <forum@example.org>")
  forgetConfig()
  closeSes()
})
afterEach(() => {
  vi.unstubAllEnvs()
  forgetConfig()
})
afterAll(() => {
  closeSes()
  server.close()
})

const aLetter = () => letter("ann@example.org", "Ships & “ö”", ["Set sail."])

test("a mail goes to SES whole, as the forum's, under the configuration set that tells what comes back", async () => {
  await deliver(aLetter())
  expect(sent).toHaveLength(1)
  const [{ path, authorization, body }] = sent as [Sent]
  expect(path).toBe("/v2/email/outbound-emails")
  expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=test\/\d+\/eu-central-1\/ses\//)
  expect(body).toMatchObject({
    ConfigurationSetName: "stoa-set",
    Destination: { ToAddresses: ["ann@example.org"] },
  })
  const { Content } = body as unknown as { Content: { Raw: { Data: string } } }
  const raw = Buffer.from(Content.Raw.Data, "base64").toString()
  expect(raw).toMatch(/^From: Stoa <forum@example\.org>\r$/m)
  expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m)
  expect(raw).toContain("Set sail.")
})

test.each([
  [400, "MessageRejected", "refused"],
  [400, "BadRequestException", "refused"],
  [429, "TooManyRequestsException", "away"],
  [400, "SendingPausedException", "away"],
  [400, "AccountSuspendedException", "away"],
  [400, "MailFromDomainNotVerifiedException", "away"],
  [500, "InternalFailure", "away"],
])("%i %s makes the mail %s", async (status, name, fate) => {
  refusal = { status, name }
  const error = await deliver(aLetter()).catch((thrown) => thrown)
  expect(error).toBeInstanceOf(Undelivered)
  expect(error).toMatchObject({ fate, message: `SES says ${name}` })
})

test.each(["forum@example.org", "ann@example.org"])(
  "while %s is not confirmed, a mail waits by itself and is not given up",
  async (address) => {
    const message = `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${address}`
    refusal = { status: 400, name: "MessageRejected", message }
    expect(await deliver(aLetter()).catch((thrown) => thrown)).toMatchObject({ fate: "later", message })
  },
)

test("a network that is away makes all mail wait", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL_SESV2", "http://127.0.0.1:1")
  expect(await deliver(aLetter()).catch((thrown) => thrown)).toMatchObject({ fate: "away" })
})
