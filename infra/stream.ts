/** What follows from writes: the table's stream, and the function that applies it. */
import { WAITS_AS } from "../lib/projections/waits-as.ts"
import { type Make, makeLost } from "./functions.ts"
import type { Stage } from "./stage.ts"
import type { Table } from "./table.ts"

/** A day: for so long a stream keeps its records. */
const DAY = 86_400

export function makeStream(make: Make, table: Table, { name }: Stage) {
  // Says of what Lambda gave up which records they were; `forum rebuild` makes good what they would have done.
  const lost = makeLost("StreamLost")
  const stream = make("stream", { memory: "1024 MB", lost })
  table.subscribe("Stream", stream.arn, {
    transform: {
      eventSourceMapping: {
        startingPosition: "TRIM_HORIZON",
        batchSize: 100,
        // What one act writes comes in one call, and not in one for each of its transactions; nobody who wrote waits for it.
        maximumBatchingWindowInSeconds: 1,
        // Lambda tells then which shard it reads, which figures go by (docs/adr/0061). Records need not wait for this
        // window's end; the call that closes it comes then, and costs, with nothing in it: so not each second (docs/adr/0342).
        tumblingWindowInSeconds: 60,
        parallelizationFactor: 1,
        functionResponseTypes: ["ReportBatchItemFailures"],
        bisectBatchOnFunctionError: true,
        // What cannot be applied the function sets aside itself: only what the table does not take now comes again.
        maximumRetryAttempts: 10_000,
        maximumRecordAgeInSeconds: DAY,
        destinationConfig: { onFailure: { destinationArn: lost.arn } },
      },
    },
  })
  return { stream, lost, setAside: countedInLog(`stoa-${name}`, stream) }
}

/** What the function itself sets aside is in the table, and Amazon knows of it by the log alone. */
function countedInLog(namespace: string, stream: ReturnType<Make>) {
  const metric = "DeadLetters"
  new aws.cloudwatch.LogMetricFilter("SetAside", {
    logGroupName: $resolve([stream.nodes.logGroup]).apply(([group]) => group!.name),
    pattern: `"${WAITS_AS}"`,
    metricTransformation: { ...{ name: metric, namespace }, value: "1" },
  })
  return { namespace, metric }
}

export type SetAside = ReturnType<typeof countedInLog>
