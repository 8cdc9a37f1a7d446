import { describe, expect, test } from "vitest"
import { TABLE } from "#lib/db/definition.ts"
import { deployed } from "#lib/testing/deployed.ts"
import { recorded } from "#lib/testing/sst.ts"

const production = deployed()
const trial = deployed("ann")

describe("the table", () => {
  const { args } = production.one("sst.aws.Dynamo")

  test("is that of the one definition: keys, indexes, what they hold, expiry, both images", () => {
    expect(args.primaryIndex).toEqual({ hashKey: TABLE.hashKey, rangeKey: TABLE.rangeKey })
    expect(args.globalIndexes).toEqual({
      GSI1: { hashKey: "GSI1PK", rangeKey: "GSI1SK", projection: [...TABLE.indexes.GSI1.projection] },
      GSI2: { hashKey: "GSI2PK", rangeKey: "GSI2SK", projection: "keys-only" },
      GSI3: { hashKey: "GSI3PK", rangeKey: "GSI3SK", projection: "all" },
    })
    expect(Object.keys(args.fields).sort()).toEqual(
      ["PK", "SK", "GSI1PK", "GSI1SK", "GSI2PK", "GSI2SK", "GSI3PK", "GSI3SK"].sort(),
    )
    expect(args).toMatchObject({ ttl: "expiresAt", stream: "new-and-old-images" })
  })

  test("is paid by request, can be taken back to any second of 35 days, and is not deleted by mistake", () => {
    expect(args.transform.table).toEqual({
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
    })
    expect(args.deletionProtection).toBe(true)
    expect(trial.one("sst.aws.Dynamo").args.deletionProtection).toBe(false)
  })

  test("has provisioned capacity by setting, which follows what is used: of itself and of each index", () => {
    const fixed = deployed("production", { STOA_CAPACITY: "provisioned", STOA_CAPACITY_MOST: "300" })
    const table = { globalSecondaryIndexes: [{ name: "GSI1" }, { name: "GSI2" }] }
    const options = {}
    recorded("production", () => fixed.one("sst.aws.Dynamo").args.transform.table(table, options))
    const units = { readCapacity: 5, writeCapacity: 5 }
    expect(table).toEqual({
      ...units,
      billingMode: "PROVISIONED",
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
      globalSecondaryIndexes: [
        { name: "GSI1", ...units },
        { name: "GSI2", ...units },
      ],
    })
    expect(options, "no deployment sets back what scaling made").toEqual({
      ignoreChanges: [
        ...["readCapacity", "writeCapacity"],
        ...["globalSecondaryIndexes[*].readCapacity", "globalSecondaryIndexes[*].writeCapacity"],
      ],
    })
    const targets = fixed.of("aws.appautoscaling.Target").map((one) => one.args)
    expect(targets.map((one) => `${one.resourceId} ${one.scalableDimension}`).sort()).toEqual(
      ["", "/index/GSI1", "/index/GSI2", "/index/GSI3"]
        .flatMap((path) =>
          ["Read", "Write"].map(
            (kind) => `table/{Table.name}${path} dynamodb:${path ? "index" : "table"}:${kind}CapacityUnits`,
          ),
        )
        .sort(),
    )
    for (const one of targets) expect(one).toMatchObject({ maxCapacity: 300 })
    expect(fixed.of("aws.appautoscaling.Policy")).toHaveLength(8)
    expect(production.of("aws.appautoscaling.Target")).toEqual([])
  })
})
