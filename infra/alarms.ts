/** When somebody has to look. Each is a row here; docs/aws.md says what to do for each, and a test that it does. */
import { TABLE } from "../lib/db/definition.ts"
import type { Router } from "./domain.ts"
import { type Lost, SECONDS, type WorkerFunction } from "./functions.ts"
import type { Stage } from "./stage.ts"
import type { SetAside } from "./stream.ts"
import type { Table } from "./table.ts"
import type { Web } from "./web.ts"

export type Watched = {
  stage: Stage
  table: Table
  router: Router
  web: Web
  workers: {
    stream: WorkerFunction
    saga: WorkerFunction
    schedule: WorkerFunction
    feedback: WorkerFunction
  }
  lost: { stream: Lost; saga: Lost; feedback: Lost }
  setAside: SetAside
}

/** What is measured, and from where on it is too much. */
export type Metric = {
  name: string
  title: string
  namespace: string
  metric: string
  dimensions: Record<string, $util.Input<string>>
  statistic: "Sum" | "Maximum" | "Average" | "p95"
  /** Seconds of which one value is made, and how many of them in a row must be too high. */
  period: number
  periods: number
  above: number
  /** CloudFront's figures are in us-east-1, wherever the forum is. */
  region?: "us-east-1"
}

const [MINUTES, HOUR] = [300, 3_600]

export function metricsOf({ stage, table, router, web, workers, lost, setAside }: Watched): Metric[] {
  const { reads, writes } = stage.budget
  const onTable = { TableName: table.name }
  const server = $resolve([web.nodes.server]).apply(([one]) => one!.name)
  const functions = {
    web: server,
    stream: workers.stream.name,
    saga: workers.saga.name,
    schedule: workers.schedule.name,
    feedback: workers.feedback.name,
  }
  const parts = ["", ...Object.keys(TABLE.indexes)]
  return [
    ...parts.flatMap((index) =>
      (["Read", "Write"] as const).map(
        (kind): Metric => ({
          name: `${index || "Table"}${kind}sThrottled`,
          title: `${kind}s of ${index || "the table"} that were refused`,
          ...{ namespace: "AWS/DynamoDB", metric: `${kind}ThrottleEvents` },
          dimensions: { ...onTable, ...(index && { GlobalSecondaryIndexName: index }) },
          ...{ statistic: "Sum", period: MINUTES, periods: 2, above: 10 },
        }),
      ),
    ),
    ...(["Read", "Write"] as const).map(
      (kind): Metric => ({
        name: `Table${kind}sOverBudget`,
        title: `${kind} units consumed in an hour`,
        ...{ namespace: "AWS/DynamoDB", metric: `Consumed${kind}CapacityUnits`, dimensions: onTable },
        ...{ statistic: "Sum", period: HOUR, periods: 1, above: kind === "Read" ? reads : writes },
      }),
    ),
    {
      ...{ name: "StreamLate", title: "How late the stream is applied, in milliseconds" },
      ...{ namespace: "AWS/Lambda", metric: "IteratorAge", dimensions: { FunctionName: functions.stream } },
      ...{ statistic: "Maximum", period: MINUTES, periods: 2, above: 60_000 },
    },
    ...Object.entries(lost).map(
      ([name, queue]): Metric => ({
        name: `${capital(name)}Lost`,
        title: `What the ${name} function gave up`,
        ...{ namespace: "AWS/SQS", metric: "ApproximateNumberOfMessagesVisible" },
        dimensions: { QueueName: queue.nodes.queue.name },
        ...{ statistic: "Maximum", period: MINUTES, periods: 1, above: 0 },
      }),
    ),
    {
      ...{ name: "DeadLetters", title: "Changes that could not be applied, and were set aside" },
      ...{ ...setAside, dimensions: {} },
      ...{ statistic: "Sum", period: MINUTES, periods: 1, above: 0 },
    },
    ...Object.entries(functions).flatMap(([name, FunctionName]): Metric[] => [
      {
        ...{ name: `${capital(name)}Errors`, title: `Errors of the ${name} function` },
        ...{ namespace: "AWS/Lambda", metric: "Errors", dimensions: { FunctionName } },
        ...{ statistic: "Sum", period: MINUTES, periods: 2, above: 2 },
      },
      {
        ...{ name: `${capital(name)}Slow`, title: `How long the ${name} function takes, in milliseconds` },
        ...{ namespace: "AWS/Lambda", metric: "Duration", dimensions: { FunctionName } },
        ...{ statistic: "p95", period: MINUTES, periods: 3 },
        // Some of the time that it has is left: what takes all of it is cut off.
        above: SECONDS[name as keyof typeof SECONDS] * 800,
      },
    ]),
    // Of all functions of the account together: they share what Lambda runs at the same time, and each alarm is paid for.
    {
      ...{ name: "FunctionsThrottled", title: "Calls of functions that were refused" },
      ...{ namespace: "AWS/Lambda", metric: "Throttles", dimensions: {} },
      ...{ statistic: "Sum", period: MINUTES, periods: 2, above: 0 },
    },
    {
      ...{ name: "EdgeErrors", title: "Answers of CloudFront that are errors of ours, in per cent" },
      ...{ namespace: "AWS/CloudFront", metric: "5xxErrorRate", region: "us-east-1" },
      dimensions: { DistributionId: router.distributionID, Region: "Global" },
      ...{ statistic: "Average", period: MINUTES, periods: 2, above: 2 },
    },
    // Amazon looks at an account above 5 % and 0.1 %, and may stop it at 10 % and 0.5 %.
    {
      ...{ name: "MailBounces", title: "Mail that came back, of all" },
      ...{ namespace: "AWS/SES", metric: "Reputation.BounceRate", dimensions: {} },
      ...{ statistic: "Average", period: HOUR, periods: 1, above: 0.03 },
    },
    {
      ...{ name: "MailComplaints", title: "Mail that somebody complained about, of all" },
      ...{ namespace: "AWS/SES", metric: "Reputation.ComplaintRate", dimensions: {} },
      ...{ statistic: "Average", period: HOUR, periods: 1, above: 0.0008 },
    },
  ]
}

/** Tells one address. Two topics, because an alarm can only speak to one of its own region. */
export function makeAlarms(stage: Stage, metrics: Metric[]): void {
  if (!stage.alarms) return
  const [here, edge] = [topicOf("Alarms", stage.alarms), topicOf("EdgeAlarms", stage.alarms, "us-east-1")]
  for (const { name, title, metric, region, statistic, periods, above, ...of } of metrics) {
    const actions = [(region ? edge : here).arn]
    new aws.cloudwatch.MetricAlarm(`Alarm${name}`, {
      alarmDescription: `${stage.name}: ${title}. What to do: docs/aws.md, "${name}".`,
      ...of,
      ...(region && { region }),
      metricName: metric,
      ...(statistic === "p95" ? { extendedStatistic: statistic } : { statistic }),
      evaluationPeriods: periods,
      threshold: above,
      comparisonOperator: "GreaterThanThreshold",
      // Where nothing happens nothing is wrong.
      treatMissingData: "notBreaching",
      alarmActions: actions,
      okActions: actions,
    })
  }
}

function topicOf(name: string, endpoint: string, region?: "us-east-1") {
  const topic = new aws.sns.Topic(name, region ? { region } : {})
  new aws.sns.TopicSubscription(`${name}ByMail`, {
    ...{ topic: topic.arn, protocol: "email", endpoint },
    ...(region && { region }),
  })
  return topic
}

/** What the whole account costs in a month, told before it is spent. */
export function makeBudget({ alarms, budget, name }: Stage): void {
  if (!alarms) return
  const told = {
    comparisonOperator: "GREATER_THAN",
    thresholdType: "PERCENTAGE",
    subscriberEmailAddresses: [alarms],
  }
  new aws.budgets.Budget("Budget", {
    name: `stoa-${name}`,
    ...{ budgetType: "COST", timeUnit: "MONTHLY", limitAmount: String(budget.dollars), limitUnit: "USD" },
    notifications: [
      { ...told, notificationType: "ACTUAL", threshold: 80 },
      { ...told, notificationType: "FORECASTED", threshold: 100 },
    ],
  })
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)
