import { expect, test } from "vitest"
import { type Recorder, recorded } from "#lib/testing/sst.ts"
import { deploy } from "./forum.ts"

const ENV = { MAIL_FROM: "Stoa <forum@example.org>", STOA_ALARMS: "you@example.org" }
const made: Recorder = recorded("production", () => deploy("production", ENV)).recorder

type Permission = { actions: string[]; resources: string[] }
const of = (name: string): Permission[] =>
  name === "Web"
    ? made.one("sst.aws.Nextjs").args.permissions
    : made.one("sst.aws.Function", name).args.permissions

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

test("mail is sent by who has some to send, as the forum alone", () => {
  for (const name of FUNCTIONS) {
    const sending = of(name).filter((one) => one.actions.some((action) => action.startsWith("ses:")))
    const isSender = ["Web", "Saga", "Schedule"].includes(name)
    expect(sending, name).toEqual(
      isSender
        ? [
            {
              actions: ["ses:SendEmail"],
              resources: ["{Mail.nodes.identity.arn}", "{Mail.nodes.configurationSet.arn}"],
            },
          ]
        : [],
    )
  }
})

test("nobody may do everything, or something to everything, but for the one that AWS knows no other way", () => {
  const all = FUNCTIONS.flatMap(of)
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
