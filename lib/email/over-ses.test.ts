import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest"
import { forgetConfig } from "#lib/config.ts"
import { pretendedSes } from "#lib/testing/ses.ts"
import { deliver, Undelivered } from "./delivery.ts"
import { letter } from "./letter.ts"
import { closeSes } from "./over-ses.ts"

const ses = await pretendedSes()

beforeEach(() => {
  ses.sent.length = 0
  ses.refusal = undefined
  vi.stubEnv("AWS_ENDPOINT_URL_SESV2", ses.url)
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
  ses.close()
})

const aLetter = () => letter("ann@example.org", "Ships & “ö”", ["Set sail."])

test("a mail goes to SES whole, as the forum's, under the configuration set that tells what comes back", async () => {
  await deliver(aLetter())
  expect(ses.sent).toHaveLength(1)
  const { path, authorization, body, raw } = ses.sent[0]!
  expect(path).toBe("/v2/email/outbound-emails")
  expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=test\/\d+\/eu-central-1\/ses\//)
  expect(body).toMatchObject({
    ConfigurationSetName: "stoa-set",
    Destination: { ToAddresses: ["ann@example.org"] },
  })
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
  ses.refusal = { status, name }
  const error = await deliver(aLetter()).catch((thrown) => thrown)
  expect(error).toBeInstanceOf(Undelivered)
  expect(error).toMatchObject({ fate, message: `SES says ${name}` })
})

test.each(["forum@example.org", "ann@example.org"])(
  "while %s is not confirmed, a mail waits by itself and is not given up",
  async (address) => {
    const message = `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${address}`
    ses.refusal = { status: 400, name: "MessageRejected", message }
    expect(await deliver(aLetter()).catch((thrown) => thrown)).toMatchObject({ fate: "later", message })
  },
)

test("a network that is away makes all mail wait", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL_SESV2", "http://127.0.0.1:1")
  expect(await deliver(aLetter()).catch((thrown) => thrown)).toMatchObject({ fate: "away" })
})
