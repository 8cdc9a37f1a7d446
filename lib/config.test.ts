import { globSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { Environment } from "./config/environment.ts"
import { ConfigError, parseConfig } from "./config.ts"

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

/** What a setting only works together with. */
function whole(name: string): Record<string, string> {
  const from = { MAIL_FROM: "forum@example.org" }
  if (name.startsWith("OIDC_")) return { OIDC_CLIENT_ID: "x", OIDC_CLIENT_SECRET: "y" }
  return ["SMTP_URL", "SES_CONFIGURATION_SET"].includes(name) ? from : {}
}

describe("configuration", () => {
  test("needs nothing to be set", () => {
    const config = parseConfig({})
    expect(config).toMatchObject({
      port: 3000,
      url: "http://localhost:3000",
      name: "Stoa",
      trustedProxies: 0,
    })
    expect(config.dynamodb).toEqual({ engine: "embedded", name: "stoa" })
    expect(config.data).toBe(`${process.cwd()}/data`)
    expect(config.mail).toEqual({ smtp: undefined, from: "Stoa <forum@localhost>" })
    expect(config.providers).toEqual({})
    expect(config.magicLinks).toBe(false)
  })

  test("takes mail to SES and pictures to S3 by their names there; SES needs to know who sends", () => {
    const sender = "Stoa <forum@example.org>"
    const inAws = parseConfig({
      SES_CONFIGURATION_SET: "stoa",
      MAIL_FROM: sender,
      UPLOADS_BUCKET: "forum-uploads",
      AWS_REGION: "eu-central-1",
    })
    expect(inAws.mail).toEqual({ ses: "stoa", from: sender })
    expect(inAws.bucket).toEqual({
      name: "forum-uploads",
      origin: "https://forum-uploads.s3.eu-central-1.amazonaws.com",
    })
    expect(problemsOf({ SES_CONFIGURATION_SET: "stoa" })).toEqual([
      "SES_CONFIGURATION_SET is set without MAIL_FROM: set both, or none.",
    ])
    expect(problemsOf({ MAIL_FROM: sender })).toEqual([])
    expect(problemsOf({ UPLOADS_BUCKET: "My Bucket" })).toHaveLength(1)
  })

  test("is that of the forum in AWS under sst shell, but for what is set beside it", () => {
    const SST_RESOURCE_Forum = JSON.stringify({
      DYNAMODB_ENDPOINT: "aws",
      STOA_TABLE: "stoa-production-TableTable",
      STOA_URL: "https://forum.example.org",
      AUTH_SECRET: "a secret that only the functions in AWS know",
      SEARCH_URL: "",
    })
    expect(parseConfig({ SST_RESOURCE_Forum })).toMatchObject({
      dynamodb: { engine: "aws", name: "stoa-production-TableTable" },
      url: "https://forum.example.org",
      // So no command makes another one, and letters and sessions are those of the forum.
      hasSecret: true,
    })
    expect(parseConfig({}).hasSecret).toBe(false)
    expect(parseConfig({ SST_RESOURCE_Forum, STOA_TABLE: "copy" }).dynamodb.name).toBe("copy")
  })

  test("takes name and password of an OpenSearch out of its address", () => {
    expect(parseConfig({}).openSearch).toBeUndefined()
    expect(parseConfig({ SEARCH_URL: "https://ann:p%40ss@search.example.org/" }).openSearch).toEqual({
      url: "https://search.example.org",
      index: "stoa",
      authorization: `Basic ${Buffer.from("ann:p@ss").toString("base64")}`,
    })
    expect(problemsOf({ SEARCH_URL: "search", SEARCH_INDEX: "My Index" })).toHaveLength(2)
  })

  test("makes a backup a day and keeps a week of them, unless told otherwise", () => {
    const folder = `${process.cwd()}/data/backups`
    expect(parseConfig({}).backups).toEqual({ every: 24 * 3_600_000, keep: 7, folder })
    const told = { STOA_BACKUP_HOURS: "0", STOA_BACKUP_KEEP: "3", STOA_BACKUP_FOLDER: "/mnt/else" }
    expect(parseConfig(told).backups).toEqual({ every: 0, keep: 3, folder: "/mnt/else" })
    expect(problemsOf({ STOA_BACKUP_HOURS: "daily", STOA_BACKUP_KEEP: "0" })).toEqual([
      "STOA_BACKUP_HOURS must be a whole number from 0 to 8760, for example STOA_BACKUP_HOURS=24.",
      "STOA_BACKUP_KEEP must be a whole number from 1 to 1000, for example STOA_BACKUP_KEEP=7.",
    ])
  })

  test("speaks a language that it has words in", () => {
    expect(parseConfig({}).locale).toBe("en")
    expect(parseConfig({ STOA_LOCALE: "en-us" }).locale).toBe("en-US")
    expect(problemsOf({ STOA_LOCALE: "tlh" })).toEqual([expect.stringContaining("STOA_LOCALE")])
    expect(problemsOf({ STOA_LOCALE: "not a tag" })).toHaveLength(1)
  })

  test("counts an empty value as unset", () => {
    expect(parseConfig({ PORT: "", SMTP_URL: " " }).port).toBe(3000)
  })

  test("leads links to the port, or to the public address without its slash", () => {
    expect(parseConfig({ PORT: "8080" }).url).toBe("http://localhost:8080")
    expect(parseConfig({ STOA_URL: "https://forum.example.org/" }).url).toBe("https://forum.example.org")
  })

  test("takes another engine, or Amazon's", () => {
    const at = (DYNAMODB_ENDPOINT: string) => parseConfig({ DYNAMODB_ENDPOINT }).dynamodb
    expect(at("http://localhost:8000")).toMatchObject({
      engine: "endpoint",
      endpoint: "http://localhost:8000",
    })
    expect(at("aws")).toEqual({ engine: "aws", name: "stoa" })
    expect(at("none")).toEqual({ engine: "aws", name: "stoa" })
  })

  test.each([
    ["PORT", "abc"],
    ["PORT", "0"],
    ["PORT", "70000"],
    ["PORT", "3000.5"],
    ["STOA_URL", "forum.example.org"],
    ["STOA_URL", "https://example.org/forum"],
    ["DYNAMODB_ENDPOINT", "localhost"],
    ["DYNAMODB_ENDPOINT", "localhost:8000"],
    ["STOA_TABLE", "a b"],
    ["AUTH_SECRET", "short"],
    ["STOA_MAGIC_LINKS", "yes"],
    ["STOA_TRUSTED_PROXIES", "-1"],
    ["STOA_LIMIT_SCALE", "0"],
    ["STOA_PAGE_CACHE_MB", "1GB"],
    ["MAIL_FROM", "nobody"],
    ["MAIL_FROM", "Stoa <forum@example.org"],
    ["MAIL_FROM", "Stoa forum@example.org"],
    ["STOA_URL", "https://example.org/?forum"],
    ["STOA_URL", "https://ann:secret@example.org"],
    ["STOA_WEB_PROCESSES", "many"],
    ["STOA_BACKUP_KEEP", "0"],
    ["STOA_ENGINE", "sqlite"],
    ["STOA_EDGE_SECRET", "short"],
    ["SMTP_URL", "mail.example.org:587"],
    ["OIDC_ISSUER", "login.example.org"],
    ["AWS_ENDPOINT_URL_S3", "s3"],
    ["UPLOADS_BUCKET", "_"],
    ["SES_CONFIGURATION_SET", "a b"],
    ["SEARCH_URL", "https://ann:%zz@search.example.org"],
    ["SST_RESOURCE_Forum", "{"],
    ["SST_RESOURCE_Forum", "null"],
    ["STOA_PAGES", "nowhere"],
  ])("says in one sentence what to do about %s=%s", (name, value) => {
    const problems = problemsOf({ ...whole(name), [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${name} must .+`))
  })

  test("takes mail servers by their host, and senders with and without a name", () => {
    const MAIL_FROM = "forum@example.org"
    for (const SMTP_URL of ["smtp://", "smtp://ann:%zz@mail.example.org", "https://mail.example.org"])
      expect(problemsOf({ SMTP_URL, MAIL_FROM })).toEqual([expect.stringMatching(/^SMTP_URL must be/)])
    const SMTP_URL = "smtp://ann:p%25@mail.example.org:587"
    for (const from of [MAIL_FROM, `Stoa <${MAIL_FROM}>`, `"Boats @ home, e.V." <${MAIL_FROM}>`])
      expect(parseConfig({ SMTP_URL, MAIL_FROM: from }).mail).toEqual({ smtp: SMTP_URL, from })
  })

  test("refuses half of a sign-in provider or of the mail settings", () => {
    expect(problemsOf({ GITHUB_CLIENT_ID: "x" })).toEqual([
      "GITHUB_CLIENT_ID is set without GITHUB_CLIENT_SECRET: set both, or none.",
    ])
    expect(problemsOf({ OIDC_ISSUER: "https://a.example", OIDC_CLIENT_ID: "x" })).toEqual([
      "OIDC_ISSUER and OIDC_CLIENT_ID are set without OIDC_CLIENT_SECRET: set all, or none.",
    ])
    expect(problemsOf({ SMTP_URL: "smtp://mail.example.org" })[0]).toContain("without MAIL_FROM")
  })

  test("tells everything that is wrong at once", () => {
    expect(problemsOf({ PORT: "abc", STOA_TABLE: "!", GITHUB_CLIENT_ID: "x" })).toHaveLength(3)
  })

  test("leaves stale pages to the web server, in a Lambda to the table, and otherwise to who is named", () => {
    expect(parseConfig({}).pages).toBe("server")
    expect(parseConfig({ AWS_LAMBDA_FUNCTION_NAME: "stoa-stream" }).pages).toBe("table")
    expect(parseConfig({ STOA_PAGES: "table" }).pages).toBe("table")
  })

  test("gives no secret where none is set, and cannot be changed", () => {
    expect(() => parseConfig({}).authSecret).toThrow("AUTH_SECRET is not set")
    expect(() => Object.assign(parseConfig({}), { port: 1 })).toThrow()
  })
})

test("every setting has its line in docs/operations.md, but for those that programs set", () => {
  const [, settings = ""] =
    /## Settings\n([\s\S]*?)\n## /.exec(readFileSync("docs/operations.md", "utf8")) ?? []
  const named = new Set<string>()
  for (const line of settings.split("\n")) {
    const names = [...line.matchAll(/`(_?[A-Z][A-Z0-9_]+)`/g)].map(([, name]) => name!)
    // `STOA_BACKUP_HOURS`, `_KEEP`: the same beginning.
    let last = ""
    for (const name of names) {
      if (!name.startsWith("_")) last = name.replace(/_[A-Z0-9]+$/, "")
      named.add(name.startsWith("_") ? last + name : name)
    }
  }
  const byPrograms = ["STOA_ENGINE", "AWS_LAMBDA_FUNCTION_NAME"]
  expect(Object.keys(Environment.shape).filter((name) => !named.has(name))).toEqual(byPrograms)
})

/** What is no setting: what the launcher tells its children, npm its scripts and OpenNext its handler; and the machine's own. */
const APART: Record<string, string[]> = {
  "app/layout.tsx": ["STOA_BUILT_LOCALE"],
  "lib/auth/next-auth.ts": ["AUTH_URL"],
  "lib/aws/cache-handler.ts": ["CACHE_BUCKET_REGION", "one by name"],
  "lib/aws/wrapper.ts": ["STOA_STREAMING", "__NEXT_PRIVATE_ORIGIN"],
  "lib/base/peers.ts": ["one by name"],
  "lib/cli/export.ts": ["INIT_CWD"],
  "lib/cli/import.ts": ["INIT_CWD"],
  "lib/cli/restore.ts": ["INIT_CWD"],
  "lib/dev/engine.ts": ["PATH"],
  "lib/web/server.ts": ["STOA_DIST", "STOA_FORMER_DIST"],
}

test("no page, rule, worker or command reads a setting of the environment past this file", () => {
  const read: Record<string, string[]> = {}
  for (const file of globSync("{app,components,lib}/**/*.{ts,tsx}").sort()) {
    if (/\.(test|bundled|property\.test)\.tsx?$|^lib\/(testing|bench|launcher)\/|^lib\/config/.test(file))
      continue
    const text = readFileSync(file, "utf8")
    const names = [...text.matchAll(/process\.env(?:\.(\w+))?/g)].map(([, name]) => name ?? "one by name")
    if (names.length > 0) read[file] = [...new Set(names)]
  }
  expect(read).toEqual(APART)
})
