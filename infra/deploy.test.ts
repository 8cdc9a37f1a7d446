import { describe, expect, test } from "vitest"
import { Sagas } from "#lib/db/items/sagas.ts"
import { deployed, functionIn } from "#lib/testing/deployed.ts"
import { SECONDS } from "./functions.ts"

const production = deployed()

describe("what follows from writes", () => {
  const mapping = production.one("Table.subscribe", "Stream").args

  test("is applied from the first record on, in parts, and told which shard it is of", () => {
    expect(mapping[0]).toBe("{Stream.arn}")
    expect(mapping[1].transform.eventSourceMapping).toEqual({
      startingPosition: "TRIM_HORIZON",
      batchSize: 100,
      maximumBatchingWindowInSeconds: 1,
      tumblingWindowInSeconds: 60,
      parallelizationFactor: 1,
      functionResponseTypes: ["ReportBatchItemFailures"],
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 10_000,
      maximumRecordAgeInSeconds: 86_400,
      destinationConfig: { onFailure: { destinationArn: "{StreamLost.arn}" } },
    })
    expect(mapping[1].filters).toBeUndefined()
  })

  test("long work is begun by the record of a new saga, and by nothing else", () => {
    const [arn, { filters, transform }] = production.one("Table.subscribe", "Sagas").args
    expect(arn).toBe("{Saga.arn}")
    const { entityType } = Sagas.encode({ id: "1", kind: "x", state: "running" } as never) as {
      entityType: string
    }
    expect(filters).toEqual([
      { eventName: ["INSERT"], dynamodb: { NewImage: { entityType: { S: [entityType] } } } },
    ])
    expect(transform.eventSourceMapping).toMatchObject({
      // A new account has ten calls at a time for all that there is.
      parallelizationFactor: 1,
      maximumRetryAttempts: 2,
      maximumRecordAgeInSeconds: 3_600,
      destinationConfig: { onFailure: { destinationArn: "{SagaLost.arn}" } },
    })
    expect(production.of("Table.subscribe"), "a stream bears two readers").toHaveLength(2)
  })

  test("what is due is done every minute, and not again by itself", () => {
    expect(production.one("sst.aws.CronV2").args).toEqual({
      function: "{Schedule}",
      schedule: "rate(1 minute)",
      retries: 0,
    })
    expect(functionIn(production, "Schedule").retries).toBe(0)
  })

  test("what was given up is kept for as long as a queue can", () => {
    for (const name of ["StreamLost", "SagaLost", "FeedbackLost"])
      expect(production.one("sst.aws.Queue", name).args.transform.queue).toEqual({
        messageRetentionSeconds: 14 * 86_400,
      })
  })

  test.each(["Stream", "Saga", "Schedule", "Feedback"])(
    "%s is the bundle that was tested, and logs for a month",
    (name) => {
      expect(functionIn(production, name)).toMatchObject({
        bundle: `.open-next/workers/${name.toLowerCase()}`,
        handler: "index.handler",
        runtime: "nodejs24.x",
        architecture: "x86_64",
        timeout: `${SECONDS[name.toLowerCase() as keyof typeof SECONDS]} seconds`,
        logging: { retention: "1 month", format: "json" },
      })
    },
  )
})

describe("uploads", () => {
  const { args } = production.one("sst.aws.Bucket")

  test("are in a bucket that only the forum reads, over TLS; a browser may only send a signed form", () => {
    expect(args.access).toBeUndefined()
    expect(args.public).toBeUndefined()
    expect(args.enforceHttps).toBe(true)
    expect(args.cors).toMatchObject({ allowOrigins: ["{Edge.url}"], allowMethods: ["POST"] })
  })

  test("that nobody finished go after a day; what was deleted is gone when the table cannot be taken back further", () => {
    const [incoming, outgoing, deleted] = args.transform.lifecycle.rules
    expect(incoming).toMatchObject({ filter: { prefix: "incoming/" }, expiration: { days: 1 } })
    // What was too large for the site's function to answer: no copy of it stays, nor a former version.
    expect(outgoing).toMatchObject({
      ...{ id: "outgoing", filter: { prefix: "outgoing/" }, expiration: { days: 1 } },
      noncurrentVersionExpiration: { noncurrentDays: 1 },
    })
    expect(deleted).toMatchObject({ noncurrentVersionExpiration: { noncurrentDays: 35 } })
    expect(args.versioning).toBe(true)
  })
})

describe("search", () => {
  test("is in the table, or by setting in an OpenSearch that speaks TLS and keeps everything sealed", () => {
    expect(production.of("sst.aws.OpenSearch")).toEqual([])
    expect(functionIn(production, "Stream").environment.SEARCH_URL).toBeUndefined()
    const other = deployed("production", { STOA_SEARCH: "opensearch" })
    expect(other.one("sst.aws.OpenSearch").args.transform.domain).toMatchObject({
      encryptAtRest: { enabled: true },
      nodeToNodeEncryption: { enabled: true },
      domainEndpointOptions: { enforceHttps: true },
    })
    expect(functionIn(other, "Stream").environment.SEARCH_URL).toBe(
      "https://%7BSearch.username%7D:%7BSearch.password%7D@{Search.nodes.domain.endpoint}",
    )
  })
})

describe("secrets", () => {
  test("are made where they can be, may be brought along, and are asked for where only the owner has them", () => {
    const { args } = production.one("sst.Secret", "AuthSecret")
    expect(args).toBe("{MadeAuthSecret.result}")
    expect(production.one("random.RandomPassword", "MadeAuthSecret").args.length).toBeGreaterThanOrEqual(32)
    expect(functionIn(production, "Saga").environment.AUTH_SECRET).toBe("{AuthSecret.value}")
    expect(production.of("sst.Secret")).toHaveLength(1)
    const github = deployed("production", { GITHUB_CLIENT_ID: "abc" })
    expect(github.one("sst.Secret", "GithubClientSecret").args).toBeUndefined()
    expect(functionIn(github, "Saga").environment).toMatchObject({
      GITHUB_CLIENT_ID: "abc",
      GITHUB_CLIENT_SECRET: "{GithubClientSecret.value}",
    })
  })
})
