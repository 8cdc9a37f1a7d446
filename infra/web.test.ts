import { globSync, readdirSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { DOMAIN, deployed, functionIn, NEEDED } from "#lib/testing/deployed.ts"
import { recorded } from "#lib/testing/sst.ts"
import { WITHOUT_QUERY } from "./queries.ts"
import { readStage } from "./stage.ts"

const production = deployed()
const named = deployed("production", DOMAIN)

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
      expect(functionIn(production, name).environment.STOA_EDGE_SECRET).toBeUndefined()
  })

  test("drops at the edge the queries of what is the same for everybody", () => {
    expect(edge.edge.viewerRequest.injection).toContain(WITHOUT_QUERY)
  })

  test("answers as a whole, packed, or by setting as it is made: built and run with the same", () => {
    expect(args.environment).not.toHaveProperty("STOA_STREAMING")
    const streaming = deployed("production", { STOA_STREAMING: "on" })
    expect(streaming.one("sst.aws.Nextjs").args.environment.STOA_STREAMING).toBe("on")
    expect(() => readStage("production", { ...NEEDED, STOA_STREAMING: "yes" })).toThrow(
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
      deployed("production", { ...DOMAIN, STOA_CERTIFICATE: cert }).one("sst.aws.Router").args.domain,
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
      const site = deployed("production", env).one("sst.aws.Nextjs").args
      recorded("production", () => site.transform.server(server))
      return server
    }
    expect(changed({ STOA_CONCURRENCY: "40" }).concurrency).toEqual({ reserved: 40 })
    expect(changed({})).not.toHaveProperty("concurrency")
    expect(() => readStage("production", { ...NEEDED, STOA_CONCURRENCY: "many" })).toThrow(
      "STOA_CONCURRENCY must be",
    )
  })

  test("refuses who asks too much, and crawlers, by setting", () => {
    expect(production.of("aws.wafv2.WebAcl")).toEqual([])
    const guarded = deployed("production", { STOA_FIREWALL: "on" })
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
