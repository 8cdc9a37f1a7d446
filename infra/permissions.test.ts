import { SESv2Client, type SendEmailCommand, type SendEmailCommandInput } from "@aws-sdk/client-sesv2"
import { expect, onTestFinished, test, vi } from "vitest"
import { forgetConfig } from "#lib/config.ts"
import { deliver } from "#lib/email/delivery.ts"
import { letter } from "#lib/email/letter.ts"
import { closeSes } from "#lib/email/over-ses.ts"
import { type Recorder, recorded } from "#lib/testing/sst.ts"
import { deploy } from "./forum.ts"
import { addressIn } from "./stage.ts"

const ENV = { MAIL_FROM: "Stoa <forum@example.org>", STOA_ALARMS: "you@example.org" }
const made: Recorder = recorded("production", () => deploy("production", ENV)).recorder

type Condition = { test: string; variable: string; values: string[] }
type Permission = { actions: string[]; resources: string[]; conditions?: Condition[] }
const of = (name: string, recorder = made): Permission[] =>
  name === "Web"
    ? recorder.one("sst.aws.Nextjs").args.permissions
    : recorder.one("sst.aws.Function", name).args.permissions

const FUNCTIONS = ["Web", "Stream", "Saga", "Schedule", "Feedback"]
const actions = (name: string, service: string): string[] =>
  of(name)
    .flatMap((one) => one.actions)
    .filter((action) => action.startsWith(`${service}:`))
    .map((action) => action.slice(service.length + 1))
    .sort()

const READ_AND_WRITE = [
  ...["BatchGetItem", "ConditionCheckItem", "DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"],
]

test("each function may do on the table what it does, and none may scan, change or delete it", () => {
  const follow = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"]
  const may = Object.fromEntries(FUNCTIONS.map((name) => [name, actions(name, "dynamodb")]))
  expect(may).toEqual({
    Web: READ_AND_WRITE,
    Stream: [...READ_AND_WRITE, "BatchWriteItem", ...follow].sort(),
    Saga: [...READ_AND_WRITE, ...follow].sort(),
    Schedule: [...READ_AND_WRITE, "BatchWriteItem"].sort(),
    Feedback: READ_AND_WRITE,
  })
})

test("pictures are deleted by who follows the stream alone", () => {
  const may = Object.fromEntries(FUNCTIONS.map((name) => [name, actions(name, "s3")]))
  expect(may).toEqual({
    Web: ["DeleteObject", "GetObject", "ListBucket", "PutObject"],
    Stream: ["DeleteObject", "ListBucket"],
    Saga: ["GetObject", "ListBucket"],
    Schedule: ["GetObject", "ListBucket"],
    Feedback: [],
  })
  const deleting = of("Web").find((one) => one.actions.includes("s3:DeleteObject"))
  expect(deleting!.resources).toEqual(["{Uploads.arn}/incoming/*"])
})

/** What is asked of SES for one mail. */
async function asked(from: string) {
  const sent: SendEmailCommandInput[] = []
  vi.spyOn(SESv2Client.prototype, "send").mockImplementation((async ({ input }: SendEmailCommand) => {
    sent.push(input)
    return { MessageId: "0100-made-up" }
  }) as never)
  vi.stubEnv("SES_CONFIGURATION_SET", "stoa-set")
  vi.stubEnv("MAIL_FROM", from)
  vi.stubEnv("AWS_REGION", "eu-central-1")
  forgetConfig()
  onTestFinished(() => {
    closeSes()
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
    forgetConfig()
  })
  await deliver(letter("ann@example.org", "Ships", ["Set sail."]))
  return sent[0]!
}

test("mail is sent by who has some to send, in the way that it is sent, as the forum", async () => {
  const from = "Stoa <Forum@Example.org>"
  const { Content, FromEmailAddress } = await asked(from)
  const action = Content?.Raw ? "ses:SendRawEmail" : "ses:SendEmail"
  const { recorder } = recorded("production", () => deploy("production", { ...ENV, MAIL_FROM: from }))
  for (const name of FUNCTIONS) {
    const sending = of(name, recorder).filter((one) => one.actions.some((one) => one.startsWith("ses:")))
    if (!["Web", "Saga", "Schedule"].includes(name)) {
      expect(sending, name).toEqual([])
      continue
    }
    const [asSender, toConfirmed, ...others] = sending
    expect(others).toEqual([])
    for (const { actions } of sending) expect(actions, name).toContain(action)
    expect(asSender!.resources).toEqual(["{Mail.nodes.identity.arn}", "{Mail.nodes.configurationSet.arn}"])
    expect(asSender!.conditions).toBeUndefined()
    // In the sandbox each receiver is asked for, too: of this account and region, and from the forum alone.
    expect(toConfirmed!.resources).toEqual([
      "arn:{aws.getPartitionOutput.partition}:ses:{aws.getRegionOutput.region}:{aws.getCallerIdentityOutput.accountId}:identity/*",
    ])
    const [{ test, variable, values }] = toConfirmed!.conditions as [Condition]
    expect([test, variable]).toEqual(["StringEquals", "ses:FromAddress"])
    expect(values).toContain(addressIn(FromEmailAddress))
    expect(new Set(values.map((one) => one.toLowerCase()))).toEqual(new Set(["forum@example.org"]))
  }
})

test("nobody may do everything, or something to everything, but for the one that AWS knows no other way", () => {
  const all = FUNCTIONS.flatMap((name) => of(name))
  for (const { actions } of all) for (const action of actions) expect(action).not.toContain("*")
  expect(all.filter(({ resources }) => resources.some((one) => one === "*"))).toEqual(
    ["Stream", "Saga"].map(() => ({ actions: ["dynamodb:ListStreams"], resources: ["*"] })),
  )
  // A link gives all that a component can do.
  for (const kind of ["sst.aws.Function", "sst.aws.Nextjs"])
    for (const { args } of made.of(kind)) expect(args.link).toBeUndefined()
})

test("the site may not make stale what other sites of the account keep, as SST would let it", () => {
  const server = {
    permissions: [
      { actions: ["cloudfront:CreateInvalidation"], resources: ["*"] },
      { actions: ["s3:GetObject"], resources: ["cache"] },
    ],
    logging: undefined,
  }
  recorded("production", () => made.one("sst.aws.Nextjs").args.transform.server(server))
  expect(server).toEqual({
    permissions: [{ actions: ["s3:GetObject"], resources: ["cache"] }],
    logging: { retention: "1 month", format: "json" },
  })
})
