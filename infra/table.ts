/** The one table, from the one definition of it (lib/db/definition.ts). */
import { TABLE } from "../lib/db/definition.ts"
import type { Stage } from "./stage.ts"

type Stream = "new-and-old-images"

export function makeTable(stage: Stage) {
  const keys = [TABLE, ...Object.values(TABLE.indexes)].flatMap(({ hashKey, rangeKey }) => [
    hashKey,
    rangeKey,
  ])
  const table = new sst.aws.Dynamo("Table", {
    fields: Object.fromEntries(keys.map((key) => [key, "string" as const])),
    primaryIndex: { hashKey: TABLE.hashKey, rangeKey: TABLE.rangeKey },
    globalIndexes: Object.fromEntries(
      Object.entries(TABLE.indexes).map(([name, { hashKey, rangeKey, projection }]) => [
        name,
        { hashKey, rangeKey, projection: projectionOf(projection) },
      ]),
    ),
    ttl: TABLE.ttl,
    stream: TABLE.stream.toLowerCase().replaceAll("_", "-") as Stream,
    deletionProtection: stage.keeps,
    transform: { table: stage.provisioned ? provision : RECOVERABLE },
  })
  if (stage.provisioned) scale(table, stage.provisioned.most)
  return table
}

export type Table = ReturnType<typeof makeTable>

function projectionOf(projection: string | readonly string[]): "all" | "keys-only" | string[] {
  if (typeof projection !== "string") return [...projection]
  return projection === "ALL" ? "all" : "keys-only"
}

const RECOVERABLE = { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 } }

/** Of each index as well. What is there at the moment is what scaling made of it: no deployment sets it back. */
function provision(args: aws.dynamodb.TableArgs, options: $util.CustomResourceOptions): undefined {
  const units = { readCapacity: LEAST, writeCapacity: LEAST }
  Object.assign(args, RECOVERABLE, units, {
    billingMode: "PROVISIONED",
    globalSecondaryIndexes: $resolve([args.globalSecondaryIndexes]).apply(([indexes]) =>
      indexes!.map((index: object) => ({ ...index, ...units })),
    ),
  })
  const ofIndexes = Object.keys(units).map((name) => `globalSecondaryIndexes[*].${name}`)
  options.ignoreChanges = [...Object.keys(units), ...ofIndexes]
}

/** Units of each kind that are always there. */
const LEAST = 5
/** Per cent of what is there: above it more is made ready. */
const BUSY = 70

/** The table and every index by themselves: each has units of its own. */
function scale(table: Table, most: number): void {
  const parts = [
    ["Table", "table", ""] as const,
    ...Object.keys(TABLE.indexes).map((name) => [name, "index", `/index/${name}`] as const),
  ]
  for (const [name, kind, path] of parts)
    for (const units of ["Read", "Write"] as const) {
      const target = new aws.appautoscaling.Target(`${name}${units}s`, {
        serviceNamespace: "dynamodb",
        resourceId: $interpolate`table/${table.name}${path}`,
        scalableDimension: `dynamodb:${kind}:${units}CapacityUnits`,
        minCapacity: LEAST,
        maxCapacity: most,
      })
      new aws.appautoscaling.Policy(`${name}${units}sFollow`, {
        policyType: "TargetTrackingScaling",
        serviceNamespace: target.serviceNamespace,
        resourceId: target.resourceId,
        scalableDimension: target.scalableDimension,
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: `DynamoDB${units}CapacityUtilization` },
          targetValue: BUSY,
        },
      })
    }
}
