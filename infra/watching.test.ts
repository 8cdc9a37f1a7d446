import { readFileSync } from "node:fs"
import { expect, test, vi } from "vitest"
import { SECOND } from "#lib/base/clock.ts"
import { COMMANDS } from "#lib/cli/forum.ts"
import { Environment } from "#lib/config/environment.ts"
import { setAside } from "#lib/projections/dead-letters.ts"
import { PROJECTIONS } from "#lib/projections/registered.ts"
import { LEASE, LONGEST_RUN } from "#lib/sagas/runner.ts"
import { deployed } from "#lib/testing/deployed.ts"
import stoa from "../package.json" with { type: "json" }
import { SECONDS } from "./functions.ts"

const production = deployed()
const alarms = production.of("aws.cloudwatch.MetricAlarm")
const alarm = (name: string) => alarms.find((one) => one.name === `Alarm${name}`)!.args
const FUNCTIONS = ["Web", "Stream", "Saga", "Schedule", "Feedback"]

test("there is an alarm for all that was promised, and none that nobody knows of", () => {
  const parts = ["Table", "GSI1", "GSI2", "GSI3"]
  expect(alarms.map(({ name }) => name.replace("Alarm", "")).sort()).toEqual(
    [
      ...parts.flatMap((part) => [`${part}ReadsThrottled`, `${part}WritesThrottled`]),
      ...["TableReadsOverBudget", "TableWritesOverBudget", "StreamLate"],
      ...["StreamLost", "SagaLost", "FeedbackLost", "DeadLetters"],
      ...FUNCTIONS.flatMap((name) => [`${name}Errors`, `${name}Slow`]),
      ...["FunctionsThrottled", "EdgeErrors", "MailBounces", "MailComplaints"],
    ].sort(),
  )
})

test("they tell one address, when it begins and when it is over, and nothing where nothing happens", () => {
  const subscriptions = production.of("aws.sns.TopicSubscription").map((one) => one.args)
  expect(subscriptions).toEqual([
    { topic: "{Alarms.arn}", protocol: "email", endpoint: "you@example.org" },
    { topic: "{EdgeAlarms.arn}", protocol: "email", endpoint: "you@example.org", region: "us-east-1" },
  ])
  for (const { name, args } of alarms) {
    const topic = [name === "AlarmEdgeErrors" ? "{EdgeAlarms.arn}" : "{Alarms.arn}"]
    expect(args, name).toMatchObject({
      alarmActions: topic,
      okActions: topic,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
    })
  }
})

test("each measures what it says", () => {
  expect(alarm("GSI3WritesThrottled")).toMatchObject({
    namespace: "AWS/DynamoDB",
    metricName: "WriteThrottleEvents",
    dimensions: { TableName: "{Table.name}", GlobalSecondaryIndexName: "GSI3" },
  })
  expect(alarm("StreamLate")).toMatchObject({
    metricName: "IteratorAge",
    dimensions: { FunctionName: "{Stream.name}" },
    statistic: "Maximum",
    threshold: 60_000,
  })
  expect(alarm("SagaLost")).toMatchObject({
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: "{SagaLost.nodes.queue.name}" },
    threshold: 0,
  })
  // One for all: what Lambda runs at the same time is the account's.
  expect(alarm("FunctionsThrottled")).toMatchObject({
    ...{ namespace: "AWS/Lambda", metricName: "Throttles", dimensions: {}, statistic: "Sum" },
    ...{ period: 300, evaluationPeriods: 2, threshold: 0 },
  })
  expect(alarm("EdgeErrors")).toMatchObject({
    metricName: "5xxErrorRate",
    dimensions: { DistributionId: "{Edge.distributionID}", Region: "Global" },
    region: "us-east-1",
  })
  expect(alarm("MailBounces")).toMatchObject({ metricName: "Reputation.BounceRate", threshold: 0.03 })
  expect(alarm("WebErrors").dimensions).toEqual({ FunctionName: "{Web.nodes.server.name}" })
})

test("what the stream's function sets aside is counted where its log says so", async () => {
  const { logGroupName, pattern, metricTransformation } = production.one(
    "aws.cloudwatch.LogMetricFilter",
  ).args
  expect(logGroupName).toBe("{Stream.nodes.logGroup.name}")
  const { name, namespace } = metricTransformation
  expect(alarm("DeadLetters")).toMatchObject({
    ...{ metricName: name, namespace, dimensions: {}, statistic: "Sum", threshold: 0 },
  })
  // A phrase in quotes is looked for as it stands.
  const [, phrase] = /^"(.+)"$/.exec(pattern)!
  const log = vi.spyOn(console, "error").mockImplementation(() => {})
  const change = { sequence: "1", shard: "s", key: { PK: "A", SK: "B" }, entityType: "Post", at: "" }
  await setAside({ projection: PROJECTIONS[0]!, change: change as never, error: new Error("no") }).catch(
    () => {},
  )
  expect(String(log.mock.calls[0]![0])).toContain(phrase)
  log.mockRestore()
})

test("a function that nearly uses up its time is told before it is cut off", () => {
  for (const [name, seconds] of Object.entries(SECONDS)) {
    const { threshold, extendedStatistic } = alarm(`${name.charAt(0).toUpperCase()}${name.slice(1)}Slow`)
    expect(extendedStatistic).toBe("p95")
    expect(threshold).toBeGreaterThan(0)
    expect(threshold).toBeLessThan(seconds * 1_000)
  }
})

test("that of sagas is reached by a turn that takes longer than any should, and no run of turns that are quick reaches it", () => {
  const { threshold } = alarm("SagaSlow")
  expect(threshold).toBeGreaterThan(LONGEST_RUN)
  expect(threshold).toBeLessThan(LONGEST_RUN + LEASE)
  expect(SECONDS.saga * SECOND).toBeGreaterThanOrEqual(LONGEST_RUN + LEASE)
})

test("units and dollars have a budget by setting", () => {
  const frugal = deployed("production", {
    STOA_BUDGET: "7",
    STOA_BUDGET_READS: "1000",
    STOA_BUDGET_WRITES: "100",
  })
  const thresholdOf = (name: string) =>
    frugal.one("aws.cloudwatch.MetricAlarm", `Alarm${name}`).args.threshold
  expect([thresholdOf("TableReadsOverBudget"), thresholdOf("TableWritesOverBudget")]).toEqual([1_000, 100])
  const { args } = frugal.one("aws.budgets.Budget")
  expect(args).toMatchObject({ limitAmount: "7", limitUnit: "USD", timeUnit: "MONTHLY", budgetType: "COST" })
  expect(args.notifications).toMatchObject([
    { notificationType: "ACTUAL", threshold: 80, subscriberEmailAddresses: ["you@example.org"] },
    { notificationType: "FORECASTED", threshold: 100, subscriberEmailAddresses: ["you@example.org"] },
  ])
})

test("the dashboard shows what alarms go by, each with the line that it goes by", () => {
  const { widgets } = JSON.parse(production.one("aws.cloudwatch.Dashboard").args.dashboardBody)
  const lines = widgets.map(
    (one: { properties: { annotations: { horizontal: unknown[] } } }) =>
      one.properties.annotations.horizontal[0],
  )
  expect(lines).toEqual(
    alarms.map(({ name, args }) => ({ label: name.replace("Alarm", ""), value: args.threshold })),
  )
  const places = widgets.map(({ x, y }: { x: number; y: number }) => `${x} ${y}`)
  expect(new Set(places).size).toBe(widgets.length)
  for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24)
})

const page = readFileSync("docs/aws.md", "utf8")

test("docs/aws.md says of each what it means and what to do, and of no other", () => {
  const part = page.split("\n## Alarms\n")[1]!.split("\n## ")[0]!
  const rows = [...part.matchAll(/^\| (`.+?) \| (.+?) \| (.+?) \|$/gm)]
  const told = rows.flatMap(([, names, meaning, act]) =>
    [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => ({ name: name!, words: [meaning!, act!] })),
  )
  expect(told.map(({ name }) => name).sort()).toEqual(
    alarms.map(({ name }) => name.replace("Alarm", "")).sort(),
  )
  for (const { name, words } of told) for (const one of words) expect(one.length, name).toBeGreaterThan(15)
})

test("it names every setting of a deployment, and only those that there are", () => {
  const read = [
    ...readFileSync("infra/stage.ts", "utf8").matchAll(/env\.([A-Z_]+)|(?:count|choice)\("([A-Z_]+)"/g),
  ]
  const known = new Set(read.map(([, one, other]) => one ?? other))
  for (const name of known) expect(page).toContain(`\`${name}\``)
  const told = [...page.matchAll(/\b(STOA_[A-Z_]*[A-Z])\b/g)].map(([, name]) => name)
  for (const name of told) expect([...known, ...Object.keys(Environment.shape)]).toContain(name)
})

test("the table is taken back by commands in the order in which one needs the other, none of them on production's table", () => {
  const part = page.split("### Take the table back")[1]!.split("\n## ")[0]!
  const steps = [
    ...part.matchAll(
      /^npx sst@\S+ (?:(deploy) )?.*?--stage (\w+)(?: -- (?:env (\S+?)=.*? )?npm run forum -- ([\w-]+))?/gm,
    ),
  ]
  expect(
    steps.map(([, deploy, stage, set, command]) => [stage, deploy ?? command, set].join(" ").trim()),
  ).toEqual([
    ...[
      "production rehearse",
      "production export STOA_TABLE",
      "second deploy",
      "second restore",
      "second rebuild",
    ],
  ])
})

test("every command that it tells exists, of the version that deploys", () => {
  const commands = [...page.matchAll(/npm run forum -- ([a-z][a-z-]+)/g)].map(([, name]) => name)
  expect(commands.length).toBeGreaterThan(5)
  for (const name of commands) expect(COMMANDS.map((one) => one.name)).toContain(name)
  for (const [, script] of page.matchAll(/npm run (?!forum )([a-z:-]+)/g))
    expect(Object.keys(stoa.scripts)).toContain(script)
  const versions = new Set([...page.matchAll(/sst@([\d.]+)/g)].map(([, version]) => version))
  expect([...versions]).toEqual([/version: "([\d.]+)"/.exec(readFileSync("sst.config.ts", "utf8"))![1]])
  const secrets = [...page.matchAll(/sst@[\d.]+ secret set (\w+)/g)].map(([, name]) => name)
  const made = [...readFileSync("infra/secrets.ts", "utf8").matchAll(/sst\.Secret\("(\w+)"/g)].map(
    ([, name]) => name,
  )
  for (const name of secrets) expect(made).toContain(name)
})
