import { readFileSync } from "node:fs"
import { SESv2Client, type SendEmailCommand, type SendEmailCommandInput } from "@aws-sdk/client-sesv2"
import { expect, onTestFinished, test, vi } from "vitest"
import { forgetConfig } from "#lib/config.ts"
import { deliver } from "#lib/email/delivery.ts"
import { letter } from "#lib/email/letter.ts"
import { closeSes } from "#lib/email/over-ses.ts"
import { calledBy, FUNCTION_NAMES, type FunctionName } from "#lib/testing/called.ts"
import { deployed } from "#lib/testing/deployed.ts"
import { recorded } from "#lib/testing/sst.ts"
import { addressIn } from "./stage.ts"

const made = deployed()
const withDax = deployed("production", { STOA_DAX: "dax.t3.small" })

type Condition = { test: string; variable: string; values: string[] }
type Permission = { actions: string[]; resources: string[]; conditions?: Condition[] }
const of = (name: string, recorder = made): Permission[] =>
  name === "Web"
    ? recorder.one("sst.aws.Nextjs").args.permissions
    : recorder.one("sst.aws.Function", name).args.permissions

/** Lambda itself reads the stream for them, in their name, and tells of what was given up. */
const FOLLOW = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
  (one) => `dynamodb:${one}`,
)
const OF_LAMBDA: Partial<Record<FunctionName, string[]>> = {
  Stream: [...FOLLOW, "sqs:SendMessage"],
  Saga: [...FOLLOW, "sqs:SendMessage"],
  Feedback: ["sqs:SendMessage"],
}
/** In the code that it carries, and never reached: of the store of pictures they only remove; who follows the stream repairs nothing. */
const NEVER_CALLED: Partial<Record<FunctionName, string[]>> = {
  Stream: ["s3:GetObject", "s3:PutObject", "dynamodb:DescribeTable"],
  Schedule: ["s3:GetObject", "s3:PutObject"],
}
/** Of the cache only what makes pages is told. */
const OF_DAX = /^dax:/

test.each(FUNCTION_NAMES)(
  "%s may do what its code calls, and nothing else",
  async (name) => {
    const all = (await calledBy(name)).filter((action) => !NEVER_CALLED[name]?.includes(action))
    const called = all.filter((action) => !OF_DAX.test(action))
    // Without it S3 says of what is not there that it may not be seen: a picture that is gone would be an error.
    const listing = called.includes("s3:GetObject") ? ["s3:ListBucket"] : []
    const needed = new Set([...called, ...listing, ...(OF_LAMBDA[name] ?? [])])
    const may = new Set(of(name).flatMap(({ actions }) => actions))
    expect([...may].sort()).toEqual([...needed].sort())
    const more = of(name, withDax).flatMap(({ actions }) => actions.filter((one) => !may.has(one)))
    expect(more.sort()).toEqual(name === "Web" ? all.filter((action) => OF_DAX.test(action)) : [])
  },
  60_000,
)

test("none may scan the table, change what it is, or delete it", () => {
  const may = FUNCTION_NAMES.flatMap((name) => of(name).flatMap(({ actions }) => actions))
  expect(may.filter((action) => /Scan|Table$/.test(action) && action !== "dynamodb:DescribeTable")).toEqual(
    [],
  )
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
  const recorder = deployed("production", { MAIL_FROM: from })
  for (const name of ["Web", "Schedule"]) {
    const sending = of(name, recorder).filter((one) => one.actions.some((one) => one.startsWith("ses:")))
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

test("where one may ask the table, that is it and its indexes, each by its name", () => {
  const all = FUNCTION_NAMES.flatMap((name) => of(name))
  const asking = all.filter(({ actions }) => actions.includes("dynamodb:Query"))
  expect(asking).toHaveLength(4)
  for (const { resources } of asking)
    expect(resources).toEqual([
      "{Table.arn}",
      ...["GSI1", "GSI2", "GSI3"].map((one) => `{Table.arn}/index/${one}`),
    ])
})

test("a resource with a star has its reason beside it, and there are three", () => {
  const all = FUNCTION_NAMES.flatMap((name) => of(name).flatMap(({ resources }) => resources))
  const stars = new Set(all.filter((one) => one.includes("*")).map((one) => one.replace(/^arn:.*:/, "")))
  expect([...stars].sort()).toEqual(["*", "identity/*", "{Uploads.arn}/*"])
  const lines = readFileSync("infra/permissions.ts", "utf8").split("\n")
  const withStar = lines.flatMap((line, n) => (/resources: .*\*/.test(line) ? [n] : []))
  expect(withStar).toHaveLength(stars.size)
  for (const n of withStar) expect(lines.slice(n - 2, n).join("\n"), lines[n]).toMatch(/^ +\/\/ \w/m)
})

test("nobody may do everything, or something to everything, but for the one that AWS knows no other way", () => {
  const all = FUNCTION_NAMES.flatMap((name) => of(name))
  for (const { actions } of all) for (const action of actions) expect(action).not.toContain("*")
  expect(all.filter(({ resources }) => resources.some((one) => one === "*"))).toEqual(
    ["Stream", "Saga"].map(() => ({ actions: ["dynamodb:ListStreams"], resources: ["*"] })),
  )
  // A link gives all that a component can do.
  for (const kind of ["sst.aws.Function", "sst.aws.Nextjs"])
    for (const { args } of made.of(kind)) expect(args.link).toBeUndefined()
})

test("the site may not make stale what others of the account keep, nor write over its own scripts, as SST would let it", () => {
  const files = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
  const bucket = "arn:aws:s3:::stoa-assets"
  const pictures = of("Web").find(({ actions }) => actions.includes("s3:PutObject"))!
  const server = {
    // As SST 4.17.1 puts them together (ssr-site.ts, nextjs.ts): first its own, then ours, then those of kept pages.
    permissions: [
      { actions: ["cloudfront:CreateInvalidation"], resources: ["*"] },
      pictures,
      { actions: files, resources: [`${bucket}/*`] },
      { actions: ["s3:ListBucket"], resources: [bucket] },
    ],
    logging: undefined,
  }
  recorded("production", () => made.one("sst.aws.Nextjs").args.transform.server(server))
  expect(pictures.resources).toEqual(["{Uploads.arn}/*"])
  expect(server).toEqual({
    permissions: [
      pictures,
      { actions: files, resources: [`${bucket}/_cache/*`] },
      { actions: ["s3:ListBucket"], resources: [bucket] },
    ],
    logging: { retention: "1 month", format: "json" },
    url: { authorization: "none", cors: false },
  })
})
