/**
 * What SST's own components make of infra/, and of what AWS then takes (docs/adr/0372). The other tests of this folder see
 * only what is handed to SST.
 */
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { scratch } from "#lib/testing/scratch.ts"
import { WITHOUT_QUERY } from "./queries.ts"

// biome-ignore lint/suspicious/noExplicitAny: what AWS takes is not described here.
type Made = { type: string; name: string; args: any; outlives: boolean }
type Policy = { statements: { actions: string[]; resources?: string[] }[] }

const folder = scratch("made-by-sst")
const ENV = {
  MAIL_FROM: "Stoa <forum@example.org>",
  STOA_ALARMS: "you@example.org",
  NODE_ENV: "production",
} as const
const EVERYTHING = {
  ...{ STOA_DOMAIN: "forum.example.org", STOA_CERTIFICATE: "arn:aws:acm:us-east-1:1:certificate/a" },
  ...{ STOA_STREAMING: "on", STOA_CONCURRENCY: "40", STOA_CAPACITY: "provisioned", STOA_FIREWALL: "on" },
  STOA_DAX: "dax.t3.small",
  ...{ STOA_SEARCH: "opensearch", STOA_MAGIC_LINKS: "on", STOA_NAME: "The harbour", STOA_LOCALE: "en-GB" },
  ...{ GITHUB_CLIENT_ID: "x".repeat(40), SST_SECRET_GithubClientSecret: "x".repeat(80) },
  ...{ GOOGLE_CLIENT_ID: "x".repeat(80), SST_SECRET_GoogleClientSecret: "x".repeat(80) },
  ...{ OIDC_CLIENT_ID: "x".repeat(80), SST_SECRET_OidcClientSecret: "x".repeat(80) },
  ...{ OIDC_ISSUER: "https://login.example.org/of/everybody", OIDC_NAME: "The association" },
}

function evaluated(name: string, env: Record<string, string> = {}, stage = "production") {
  const file = join(folder, `${name}.json`)
  execFileSync(process.execPath, ["lib/dev/made-by-sst.mjs", file, stage], {
    env: { PATH: process.env.PATH, HOME: folder, ...ENV, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  })
  const { made, policies } = JSON.parse(readFileSync(file, "utf8")) as { made: Made[]; policies: Policy[] }
  const of = (type: string) => made.filter((one) => one.type === type)
  const one = (type: string, name: RegExp) => {
    const found = of(type).filter((one) => name.test(one.name))
    if (found.length !== 1) throw new Error(`There are ${found.length} of ${type} ${name}`)
    return found[0]!.args
  }
  type Written = { policy?: number; Statement?: { Action: string | string[]; Resource: string | string[] }[] }
  /** SST's components have AWS' provider write them; ours, and those of others, may be written out. */
  const saidIn = (policy: string) => {
    const { policy: number, Statement = [] } = JSON.parse(policy) as Written
    if (number !== undefined) return policies[number]!.statements
    return Statement.map(({ Action, Resource }) => ({
      actions: [Action].flat(),
      resources: [Resource].flat(),
    }))
  }
  type Role = { inlinePolicies?: { policy: string }[] }
  const mayIn = ({ inlinePolicies = [] }: Role) => inlinePolicies.flatMap(({ policy }) => saidIn(policy))
  /** What a function may do, by its role. */
  const mayOf = (role: RegExp) => mayIn(one("aws:iam/role:Role", role))
  /** What anything may do that runs there. */
  const mayAll = () => [
    ...of("aws:iam/role:Role").flatMap(({ args }) => mayIn(args)),
    ...of("aws:iam/rolePolicy:RolePolicy").flatMap(({ args }) => saidIn(args.policy)),
  ]
  return { made, of, one, mayOf, mayAll }
}

const usual = evaluated("usual")
const everything = evaluated("everything", EVERYTHING)
const trial = evaluated("trial", {}, "ann")
const BOTH = [
  ["usually", usual],
  ["with every setting", everything],
] as const

describe.each(BOTH)("%s", (_, sst) => {
  test("the edge's function is as short as CloudFront takes it, and has all that is ours", () => {
    const { code, runtime } = sst.one("aws:cloudfront/function:Function", /^Edge/)
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(10_240)
    expect(runtime).toBe("cloudfront-js-2.0")
    expect(code).toContain(WITHOUT_QUERY)
    expect(code).toContain('event.request.headers["x-stoa-edge"] = { value: "')
  })

  test("the edge keeps an answer for each way in which it is packed, and tells the site which is taken", () => {
    const { parametersInCacheKeyAndForwardedToOrigin: key, ...ttl } = sst.one(
      "aws:cloudfront/cachePolicy:CachePolicy",
      /^Edge/,
    )
    expect(key).toMatchObject({
      ...{ enableAcceptEncodingBrotli: true, enableAcceptEncodingGzip: true },
      cookiesConfig: { cookieBehavior: "none" },
    })
    expect(ttl).toMatchObject({ minTtl: 0, defaultTtl: 0 })
    const { defaultCacheBehavior, customErrorResponses } = sst.one(
      "aws:cloudfront/distribution:Distribution",
      /^Edge/,
    )
    expect(defaultCacheBehavior.cachePolicyId).toBe("EdgeServerCachePolicy.id")
    for (const one of customErrorResponses) expect(one.errorCachingMinTtl).toBe(0)
  })

  test("what is told to a function is no more than Lambda takes: four kilobytes", () => {
    const functions = sst.of("aws:lambda/function:Function")
    expect(functions).toHaveLength(6)
    for (const { name, args } of functions) {
      const told = Object.entries(args.environment?.variables ?? {})
        .flat()
        .join("")
      // What only AWS knows, names and addresses, is some hundred bytes longer there.
      expect([name, Buffer.byteLength(told) < 3_000]).toEqual([name, true])
      const name64 = args.name ?? ""
      expect(name64.length).toBeLessThanOrEqual(64)
    }
  })

  test("the site may not make stale what others keep, nor write over its own scripts", () => {
    const may = sst.mayOf(/^WebServer.*Role$/)
    const actions = may.flatMap((one) => one.actions)
    expect(actions.filter((one) => /cloudfront|\*|Scan/.test(one))).toEqual([])
    const writing = may.filter((one) => one.actions.includes("s3:PutObject"))
    expect(writing.flatMap(({ resources }) => resources)).toEqual([
      ...["arn:UploadsBucket/*", "arn:WebAssetsBucket/_cache/*"],
    ])
  })

  test("the table is kept, taken back and not deleted; its stream has two readers, in the way that was tested", () => {
    const table = sst.one("aws:dynamodb/table:Table", /./)
    expect(table).toMatchObject({
      deletionProtectionEnabled: true,
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
      ...{ streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES", ttl: { attributeName: "expiresAt" } },
    })
    const readers = sst.of("aws:lambda/eventSourceMapping:EventSourceMapping").map(({ args }) => args)
    expect(readers.map(({ functionName }) => functionName).sort()).toEqual([
      "arn:SagaFunction",
      "arn:StreamFunction",
    ])
    const stream = readers.find(({ functionName }) => functionName === "arn:StreamFunction")
    expect(stream).toMatchObject({
      bisectBatchOnFunctionError: true,
      functionResponseTypes: ["ReportBatchItemFailures"],
    })
  })

  test("what passes by the bucket is gone after a day", () => {
    const { rules } = sst.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", /^Uploads/)
    for (const prefix of ["incoming/", "outgoing/"])
      expect(rules).toContainEqual(expect.objectContaining({ filter: { prefix }, expiration: { days: 1 } }))
  })

  test("fonts and scripts are kept for ever by browsers, and other files not", () => {
    const files = sst.of("pulumi-nodejs:dynamic:Resource").find(({ args }) => args.files)!.args.files
    const kept = Object.fromEntries(
      files.map(({ key, cacheControl }: { key: string; cacheControl: string }) => [key, cacheControl]),
    )
    expect(kept["_assets/_next/static/script.js"]).toContain("immutable")
    expect(kept["_assets/fonts/stoa-sans-1.woff2"]).toContain("immutable")
    expect(kept["_assets/icon.svg"]).toContain("max-age=0")
  })
})

test("with DAX the site stands in a network of two zones, and nobody comes in from outside of it", () => {
  const site = everything.of("aws:lambda/function:Function").filter(({ args }) => args.vpcConfig)
  expect(site.map(({ name }) => name)).toEqual([expect.stringMatching(/^WebServer/)])
  expect(site[0]!.args.vpcConfig.subnetIds).toHaveLength(2)
  for (const { args } of everything.of("aws:ec2/vpcEndpoint:VpcEndpoint"))
    expect(args.routeTableIds).toHaveLength(2)
  const ways = everything.one("aws:ec2/securityGroup:SecurityGroup", /NatInstance/)
  expect(ways.ingress.flatMap((one: { cidrBlocks: string[] }) => one.cidrBlocks)).toEqual(["10.0.0.0/16"])
  expect(everything.mayOf(/^DaxRole/).flatMap(({ actions }) => actions)).toEqual(
    ["DescribeTable", "GetItem", "BatchGetItem", "Query"].map((one) => `dynamodb:${one}`),
  )
  const { cidrBlock } = everything.one("aws:ec2/vpc:Vpc", /./)
  expect(cidrBlock, "from where they are let in").toBe("10.0.0.0/16")
  expect(usual.of("aws:ec2/vpc:Vpc")).toEqual([])
})

test("no other site is let in to read: what the site itself says of it holds", () => {
  for (const [, sst] of BOTH)
    expect(sst.one("aws:lambda/functionUrl:FunctionUrl", /^WebServer/).cors).toBeUndefined()
})

/** Reasons stand in infra/permissions.ts and infra/web.ts. */
const STARS = /^\*$|:identity\/\*$|:UploadsBucket\/\*$|:WebAssetsBucket\/_cache\/\*$/

describe.each([...BOTH, ["in a trial", trial] as const])("%s", (_, sst) => {
  test("no role has a star that nobody gave a reason for", () => {
    const all = sst.mayAll()
    expect(sst.of("aws:iam/role:Role").length).toBeGreaterThanOrEqual(6)
    // There are no others than these two kinds.
    expect(sst.made.filter(({ type }) => /^aws:iam\/(?:policy|userPolicy|groupPolicy)/.test(type))).toEqual(
      [],
    )
    const stars = all.flatMap((one) => (one.resources ?? []).filter((resource) => resource.includes("*")))
    expect(stars.filter((one) => !STARS.test(one))).toEqual([])
    const alone = all.filter(({ resources = [] }) => resources.includes("*"))
    expect(new Set(alone.flatMap(({ actions }) => actions))).toEqual(new Set(["dynamodb:ListStreams"]))
    for (const { actions } of all) expect(actions.filter((one) => /:\*$|^\*$/.test(one))).toEqual([])
  })

  test("no log is kept for longer than a month", () => {
    const groups = sst.of("aws:cloudwatch/logGroup:LogGroup")
    expect(groups.length).toBeGreaterThanOrEqual(5)
    for (const { name, args } of groups) {
      expect([name, args.retentionInDays > 0]).toEqual([name, true])
      expect(args.retentionInDays).toBeLessThanOrEqual(31)
    }
  })
})

test("what holds data outlives production's removal, and of any other stage nothing stays", () => {
  const keeping = ["aws:dynamodb/table:Table", "aws:s3/bucket:Bucket"]
  const outliving = (sst: typeof usual) => sst.made.filter(({ outlives }) => outlives).map(({ type }) => type)
  expect([...new Set(outliving(usual))].sort()).toEqual(keeping)
  const uploads = usual.of("aws:s3/bucket:Bucket").find(({ name }) => /^Uploads/.test(name))!
  expect([uploads.outlives, uploads.args.forceDestroy]).toEqual([true, false])
  expect(outliving(trial)).toEqual([])
  expect(trial.one("aws:dynamodb/table:Table", /./).deletionProtectionEnabled).toBe(false)
  const buckets = trial.of("aws:s3/bucket:Bucket")
  expect(buckets.length).toBeGreaterThanOrEqual(2)
  // One that holds something is not deleted without it.
  for (const { name, args } of buckets) expect([name, args.forceDestroy]).toEqual([name, true])
})

test("the site's address expects answers as the site gives them: as a whole, or by setting as they are made", () => {
  const modeOf = (sst: typeof usual) => {
    const { environment, reservedConcurrentExecutions } = sst.one(
      "aws:lambda/function:Function",
      /^WebServer/,
    )
    const { invokeMode } = sst.one("aws:lambda/functionUrl:FunctionUrl", /^WebServer/)
    return [environment.variables.STOA_STREAMING, invokeMode, reservedConcurrentExecutions]
  }
  expect(modeOf(usual)).toEqual([undefined, "BUFFERED", undefined])
  expect(modeOf(everything)).toEqual(["on", "RESPONSE_STREAM", 40])
})

test("provisioned units are those of every index, and the firewall stands before the edge", () => {
  const { billingMode, readCapacity, globalSecondaryIndexes } = everything.one(
    "aws:dynamodb/table:Table",
    /./,
  )
  expect([billingMode, readCapacity]).toEqual(["PROVISIONED", 5])
  for (const index of globalSecondaryIndexes)
    expect(index).toMatchObject({ readCapacity: 5, writeCapacity: 5 })
  expect(everything.one("aws:cloudfront/distribution:Distribution", /^Edge/)).toMatchObject({
    ...{ webAclId: "arn:Firewall", aliases: ["forum.example.org"] },
  })
})
