import { globSync, readdirSync, readFileSync } from "node:fs"
import { describe, expect, test, vi } from "vitest"
import { TABLE } from "#lib/db/definition.ts"
import { Sagas } from "#lib/db/items/sagas.ts"
import { type Recorder, recorded } from "#lib/testing/sst.ts"
import { deploy } from "./forum.ts"
import { SECONDS } from "./functions.ts"
import { WITHOUT_QUERY } from "./queries.ts"
import { readStage } from "./stage.ts"

const ENV = { MAIL_FROM: "Stoa <forum@example.org>", STOA_ALARMS: "you@example.org" }
const DOMAIN = { STOA_DOMAIN: "forum.example.org" }

/** What a deployment makes. */
const made = (stage = "production", env: Record<string, string> = {}): Recorder =>
  recorded(stage, () => deploy(stage, { ...ENV, ...env })).recorder

const production = made()
const named = made("production", DOMAIN)
const trial = made("ann")
const functionOf = (name: string, of = production) => of.one("sst.aws.Function", name).args

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
    const fixed = made("production", { STOA_CAPACITY: "provisioned", STOA_CAPACITY_MOST: "300" })
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

describe("the site", () => {
  const { args } = production.one("sst.aws.Nextjs")
  const edge = production.one("sst.aws.Router").args

  test("is OpenNext's of a pinned version behind CloudFront", () => {
    expect(args).toMatchObject({
      openNextVersion: "4.1.12",
      buildCommand: "npm run build:aws",
      router: { instance: "{Edge}" },
      dev: false,
    })
    expect(args.server).toEqual({
      memory: "1769 MB",
      timeout: "30 seconds",
      architecture: "x86_64",
      runtime: "nodejs24.x",
    })
  })

  test("has static files that browsers never ask for again, and pages kept as long as they say", () => {
    expect(args.assets.versionedFilesCacheHeader).toBe("public, max-age=31536000, immutable")
    expect(args.assets.nonVersionedFilesCacheHeader).toContain("max-age=0")
    const fonts = readdirSync("public/fonts").filter((name) => name.endsWith(".woff2"))
    const [{ files, cacheControl }] = args.assets.fileOptions
    expect(cacheControl).toBe("public, max-age=31536000, immutable")
    // A name that changes with what is in it.
    for (const name of fonts) expect(name).toMatch(/-\d+\.woff2$/)
    expect(globSync(files, { cwd: "public" }).sort()).toEqual(fonts.map((name) => `fonts/${name}`).sort())
    // What each answer is kept by is SST's: all of the query, and of `accept-encoding` what CloudFront makes of it.
    expect(edge.transform.cachePolicy).toEqual({ minTtl: 0, defaultTtl: 0, maxTtl: 31_536_000 })
    const cdn: { transform?: { distribution: { customErrorResponses: unknown[] } } } = {}
    edge.transform.cdn(cdn)
    const kept = cdn.transform!.distribution.customErrorResponses
    expect(kept).toContainEqual({ errorCode: 404, errorCachingMinTtl: 0 })
    expect(kept).toContainEqual({ errorCode: 500, errorCachingMinTtl: 0 })
    expect(args.invalidation).toEqual({ paths: "all", wait: false })
    expect(args.transform.assets.lifecycle).toMatchObject([{ prefix: "_cache/", expiresIn: "2 days" }])
  })

  test("answers only what came through CloudFront, which says whose request it is", () => {
    const { injection } = edge.edge.viewerRequest
    expect(injection).toContain('headers["x-stoa-client"] = { value: event.viewer.ip }')
    expect(injection).toContain('headers["x-stoa-edge"] = { value: "{EdgeSecret.result}" }')
    expect(args.environment.STOA_EDGE_SECRET).toBe("{EdgeSecret.result}")
    for (const name of ["Stream", "Saga", "Schedule", "Feedback"])
      expect(functionOf(name).environment.STOA_EDGE_SECRET).toBeUndefined()
  })

  test("drops at the edge the queries of what is the same for everybody", () => {
    expect(edge.edge.viewerRequest.injection).toContain(WITHOUT_QUERY)
  })

  test("answers as a whole, packed, or by setting as it is made: built and run with the same", () => {
    expect(args.environment).not.toHaveProperty("STOA_STREAMING")
    const streaming = made("production", { STOA_STREAMING: "on" })
    expect(streaming.one("sst.aws.Nextjs").args.environment.STOA_STREAMING).toBe("on")
    expect(() => readStage("production", { ...ENV, STOA_STREAMING: "yes" })).toThrow(
      "STOA_STREAMING must be off or on.",
    )
  })

  test("understands the forms of the version before it, and is built with what it runs with", () => {
    expect(args.environment.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY).toBe("{ActionsKey.base64}")
    expect(production.one("random.RandomBytes").args).toEqual({ length: 32 })
  })

  test("stands under the owner's name, with its certificate, or under an address of CloudFront", () => {
    expect(named.one("sst.aws.Router").args.domain).toEqual({ name: "forum.example.org" })
    const cert = "arn:aws:acm:us-east-1:1:certificate/a"
    expect(
      made("production", { ...DOMAIN, STOA_CERTIFICATE: cert }).one("sst.aws.Router").args.domain,
    ).toEqual({
      name: "forum.example.org",
      dns: false,
      cert,
    })
    expect(edge.domain).toBeUndefined()
    expect(args.environment.STOA_URL).toBe("{Edge.url}")
  })

  test("makes so many pages at a time by setting: what a flood costs has an end", () => {
    const changed = (env: Record<string, string>) => {
      const server: { permissions: unknown[]; concurrency?: unknown } = { permissions: [] }
      const site = made("production", env).one("sst.aws.Nextjs").args
      recorded("production", () => site.transform.server(server))
      return server
    }
    expect(changed({ STOA_CONCURRENCY: "40" }).concurrency).toEqual({ reserved: 40 })
    expect(changed({})).not.toHaveProperty("concurrency")
    expect(() => readStage("production", { ...ENV, STOA_CONCURRENCY: "many" })).toThrow(
      "STOA_CONCURRENCY must be",
    )
  })

  test("refuses who asks too much, and crawlers, by setting", () => {
    expect(production.of("aws.wafv2.WebAcl")).toEqual([])
    const guarded = made("production", { STOA_FIREWALL: "on" })
    const { args: firewall } = guarded.one("aws.wafv2.WebAcl")
    expect(firewall).toMatchObject({ scope: "CLOUDFRONT", region: "us-east-1", defaultAction: { allow: {} } })
    const [address, crawler] = firewall.rules
    expect(address.statement.rateBasedStatement).toMatchObject({ aggregateKeyType: "IP", limit: 2_000 })
    const keys = crawler.statement.rateBasedStatement.customKeys
    expect(keys[0].header.name).toBe("user-agent")
    expect(keys[1], "who says the name of a crawler shuts out no other address").toEqual({ ip: {} })
    for (const rule of firewall.rules)
      expect(rule.action.block.customResponse).toMatchObject({ responseCode: 429 })
    const cdn: { webAclArn?: unknown } = {}
    guarded.one("sst.aws.Router").args.transform.cdn(cdn)
    expect(String(cdn.webAclArn)).toBe("{Firewall.arn}")
  })
})

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
    expect(functionOf("Schedule").retries).toBe(0)
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
      expect(functionOf(name)).toMatchObject({
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

describe("mail", () => {
  test("goes out by SES, signed by the domain where its names are ours; by one address elsewhere", () => {
    expect(named.one("sst.aws.Email").args.sender).toBe("example.org")
    expect(production.one("sst.aws.Email").args.sender).toBe("forum@example.org")
    expect(functionOf("Schedule").environment).toMatchObject({
      SES_CONFIGURATION_SET: "{Mail.configSet}",
      MAIL_FROM: "Stoa <forum@example.org>",
    })
  })

  test("from a sender that SES knows already makes no second one, and hears of its own mail alone", () => {
    const beside = made("ann", { ...DOMAIN, STOA_MAIL_IDENTITY: "existing" })
    expect(beside.of("sst.aws.Email")).toEqual([])
    const set = beside.one("aws.sesv2.ConfigurationSet").args
    expect(set).toEqual({
      configurationSetName: "stoa-ann",
      ...production.one("sst.aws.Email").args.transform.configurationSet,
    })
    expect(beside.one("aws.sesv2.ConfigurationSetEventDestination").args).toEqual({
      configurationSetName: "{MailConfig.configurationSetName}",
      eventDestinationName: "Returned",
      eventDestination: {
        enabled: true,
        matchingEventTypes: ["BOUNCE", "COMPLAINT"],
        snsDestination: { topicArn: "{ReturnedMail.arn}" },
      },
    })
    expect(functionOf("Schedule", beside).environment.SES_CONFIGURATION_SET).toBe(
      "{MailConfig.configurationSetName}",
    )
    const [sending] = functionOf("Schedule", beside).permissions.filter(
      ({ actions }: { actions: string[] }) => actions.includes("ses:SendRawEmail"),
    )
    expect(sending.resources.map((one: string) => one.split(":").at(-1))).toEqual([
      ...["identity/forum@example.org", "identity/example.org", "{MailConfig.arn}".split(":").at(-1)],
    ])
  })

  test("has a sender in the zone of the forum's name, or one that SES knows", () => {
    const stage = (env: Record<string, string>) => readStage("production", { ...ENV, ...DOMAIN, ...env })
    const elsewhere = { MAIL_FROM: "ann@gmail.com" }
    expect(() => stage(elsewhere)).toThrow("MAIL_FROM must be an address in the domain of STOA_DOMAIN")
    expect(stage({ ...elsewhere, STOA_MAIL_IDENTITY: "existing" }).mailIdentity).toBe("existing")
    expect(stage({ MAIL_FROM: "ann@mail.Example.org" }).mailIdentity).toBe("made")
  })

  test("that comes back, or is complained about, is told to the forum; what it cannot take is kept", () => {
    const { events, transform } = production.one("sst.aws.Email").args
    expect(events).toEqual([
      { name: "Returned", types: ["bounce", "complaint"], topic: "{ReturnedMail.arn}" },
    ])
    expect(transform.configurationSet.reputationOptions).toEqual({ reputationMetricsEnabled: true })
    expect(production.one("ReturnedMail.subscribe", "Feedback").args).toEqual(["{Feedback.arn}"])
    expect(functionOf("Feedback")).toMatchObject({
      retries: 2,
      transform: {
        eventInvokeConfig: { destinationConfig: { onFailure: { destination: "{FeedbackLost.arn}" } } },
      },
    })
  })
})

describe("search", () => {
  test("is in the table, or by setting in an OpenSearch that speaks TLS and keeps everything sealed", () => {
    expect(production.of("sst.aws.OpenSearch")).toEqual([])
    expect(functionOf("Stream").environment.SEARCH_URL).toBeUndefined()
    const other = made("production", { STOA_SEARCH: "opensearch" })
    expect(other.one("sst.aws.OpenSearch").args.transform.domain).toMatchObject({
      encryptAtRest: { enabled: true },
      nodeToNodeEncryption: { enabled: true },
      domainEndpointOptions: { enforceHttps: true },
    })
    expect(functionOf("Stream", other).environment.SEARCH_URL).toBe(
      "https://%7BSearch.username%7D:%7BSearch.password%7D@{Search.nodes.domain.endpoint}",
    )
  })
})

describe("secrets", () => {
  test("are made where they can be, may be brought along, and are asked for where only the owner has them", () => {
    const { args } = production.one("sst.Secret", "AuthSecret")
    expect(args).toBe("{MadeAuthSecret.result}")
    expect(production.one("random.RandomPassword", "MadeAuthSecret").args.length).toBeGreaterThanOrEqual(32)
    expect(functionOf("Saga").environment.AUTH_SECRET).toBe("{AuthSecret.value}")
    expect(production.of("sst.Secret")).toHaveLength(1)
    const github = made("production", { GITHUB_CLIENT_ID: "abc" })
    expect(github.one("sst.Secret", "GithubClientSecret").args).toBeUndefined()
    expect(functionOf("Saga", github).environment).toMatchObject({
      GITHUB_CLIENT_ID: "abc",
      GITHUB_CLIENT_SECRET: "{GithubClientSecret.value}",
    })
  })
})

describe("a stage", () => {
  test("that is not production goes as a whole", () => {
    expect(trial.one("sst.aws.Bucket").args.transform.bucket).toEqual({ forceDestroy: true })
    expect(production.one("sst.aws.Bucket").args.transform.bucket).toEqual({ forceDestroy: false })
  })

  test("of SST's version, kept in production, removed elsewhere", async () => {
    vi.stubGlobal("$config", (config: unknown) => config)
    const { default: config } = await import("../sst.config.ts")
    const app = (stage: string) => config.app({ stage })
    expect(app("production")).toMatchObject({
      version: "4.17.1",
      removal: "retain",
      protect: true,
      home: "aws",
    })
    expect(app("ann")).toMatchObject({ removal: "remove", protect: false })
  })

  test.each([
    [{ MAIL_FROM: "" }, "MAIL_FROM must say"],
    [{ STOA_ALARMS: "" }, "STOA_ALARMS must be the address"],
    [{ STOA_DOMAIN: "https://forum.example.org" }, "STOA_DOMAIN must be a name alone"],
    [{ STOA_CERTIFICATE: "arn:aws:acm:us-east-1:1:x" }, "STOA_CERTIFICATE must be the ARN"],
    [{ STOA_BUDGET: "-1" }, "STOA_BUDGET must be a whole number"],
    [{ STOA_CAPACITY: "big" }, "STOA_CAPACITY must be on-demand or provisioned"],
    [{ OIDC_CLIENT_ID: "a" }, "set both, or none"],
  ])("of which something is wrong says what to set: %j", (env, sentence) => {
    expect(() => readStage("production", { ...ENV, ...env })).toThrow(sentence)
  })

  test("that is a trial needs no address for alarms, and has none", () => {
    const quiet = made("ann", { STOA_ALARMS: "" })
    expect(quiet.of("aws.cloudwatch.MetricAlarm")).toEqual([])
    expect(quiet.of("aws.budgets.Budget")).toEqual([])
  })
})

describe("the workflows", () => {
  const file = (name: string): string => readFileSync(`.github/workflows/${name}.yml`, "utf8")
  /** All that is said of rights, wherever it stands. */
  const rightsIn = (name: string): string[] =>
    [...file(name).matchAll(/^ *permissions:(.*(?:\n +[\w-]+: \w+)*)/gm)].map(([, one]) =>
      one!.trim().replaceAll(/\s*\n\s*/g, ", "),
    )

  test("check each pull request, with no rights and no secrets", () => {
    const check = file("check")
    expect(check).toMatch(/^ {2}pull_request:$/m)
    expect(rightsIn("check")).toEqual(["contents: read"])
    expect(check).not.toMatch(/secrets\.|id-token|pull_request_target/)
    const scripts = [...check.matchAll(/run: npm (?:run )?([\w:]+)/g)].map(([, script]) => script)
    expect(scripts).toEqual(["ci", "lint", "test", "ci", "check:aws"])
  })

  test("take actions of others as they were when somebody looked, and leave them no token of the repository", () => {
    for (const name of ["check", "deploy"]) {
      const used = [...file(name).matchAll(/uses: (.*)/g)].map(([, one]) => one!)
      expect(used.length).toBeGreaterThan(2)
      for (const one of used) expect(one).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
      const checkouts = used.filter((one) => one.startsWith("actions/checkout@"))
      expect(file(name).split("persist-credentials: false")).toHaveLength(checkouts.length + 1)
    }
  })

  test("deploy what was checked on main, by a role for these minutes, with every setting there is", () => {
    const deploy = file("deploy")
    expect(rightsIn("deploy")).toEqual(["contents: read, id-token: write"])
    expect(deploy).toMatch(/role-to-assume: \$\{\{ vars\.AWS_DEPLOY_ROLE \}\}/)
    expect(deploy).not.toMatch(/AWS_SECRET|AWS_ACCESS_KEY|secrets\./)
    expect(deploy).toContain("github.event.workflow_run.conclusion == 'success'")
    expect(deploy).toContain("github.event.workflow_run.event == 'push'")
    const { version } = /version: "(?<version>[\d.]+)"/.exec(readFileSync("sst.config.ts", "utf8"))!.groups!
    expect(deploy).toContain(`sst@${version} deploy --stage production`)
    const read = [
      ...readFileSync("infra/stage.ts", "utf8").matchAll(/env\.([A-Z_]+)|(?:count|choice)\("([A-Z_]+)"/g),
    ]
    const given = [...deploy.matchAll(/^ {10}([A-Z_]+): \$\{\{ vars\./gm)].map(([, name]) => name)
    expect([...new Set(read.map(([, one, other]) => one ?? other))].sort()).toEqual(
      [...new Set(given)].sort(),
    )
  })
})
