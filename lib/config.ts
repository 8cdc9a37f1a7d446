/**
 * The only reader of the environment. Every setting has a default, so that a build or a test needs none;
 * a wrong one is told in a sentence that says what to do.
 */
import { join, resolve } from "node:path"
import type { z } from "zod"
import { HOUR } from "./base/clock.ts"
import { Environment, halvesIn, REAL_AWS } from "./config/environment.ts"

export type OAuthClient = { clientId: string; clientSecret: string }

export type Config = {
  readonly port: number
  /** The address to listen on; undefined means all of the machine's. */
  readonly host?: string
  /** The folder that keeps everything of this forum, absolute. */
  readonly data: string
  /** Where the forum is reached from outside, without a slash at the end: every link begins with it. */
  readonly url: string
  readonly name: string
  /** The language of the interface, the same for all: pages are the same bytes for everyone. */
  readonly locale: string
  /** `embedded` has an endpoint only in the processes that the launcher started; `aws` never has one. */
  readonly dynamodb: { engine: "embedded" | "endpoint" | "aws"; endpoint?: string; name: string }
  /** DynamoDB's cache in front of some reads of Amazon's table: where it is (lib/db/dax.ts). */
  readonly dax?: string
  /** A file to use as the embedded engine in place of the one that npm installed. */
  readonly dynoxide?: string
  /** Signs sessions and links. Reading it throws where the launcher has not set it. */
  readonly authSecret: string
  /** Whether there is one. */
  readonly hasSecret: boolean
  /** By SMTP, or by Amazon SES (`ses` names a configuration set); with neither mail goes into a folder of the data folder. */
  readonly mail: { smtp?: string; ses?: string; from: string }
  /** Where pictures lie, when not in the data folder: a bucket of Amazon S3. */
  readonly bucket?: { name: string; origin: string }
  readonly providers: {
    github?: OAuthClient
    google?: OAuthClient
    oidc?: OAuthClient & { issuer: string; name: string }
  }
  readonly magicLinks: boolean
  /** How many proxies in front of us are ours, and so are believed about the visitor's address. */
  readonly trustedProxies: number
  /** Multiplies every rate limit: load tests set it high. */
  readonly limitScale: number
  /** Milliseconds that a request may be under way, retries included, which read the forum before a saga changed it. */
  readonly inFlight: number
  /** Of one machine: so many web processes share the address. */
  readonly webProcesses: number
  /** Of each of them. */
  readonly pageCacheMb: number
  /** Who is told which pages are stale: the web server of the data folder, or a store in the table, read where many serve pages. */
  readonly pages: "server" | "table"
  /** What the edge in front of a Lambda adds to each request: others are not answered. */
  readonly edgeSecret?: string
  /** Of the forum on one machine: every so many milliseconds (0: never), so many are kept, in this folder. */
  readonly backups: { every: number; keep: number; folder: string }
  /** An OpenSearch in place of the index in the table; `authorization` is the header that opens it. */
  readonly openSearch?: { url: string; index: string; authorization?: string }
}

/** A wrong setting. `problems` are sentences for the person who set it. */
export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: string[]) {
    super(problems.join("\n"))
    this.name = "ConfigError"
    this.problems = problems
  }
}

let parsed: Config | undefined

/** The settings of this process, read at the first call. @throws ConfigError */
export function config(): Config {
  parsed ??= parseConfig(process.env)
  return parsed
}

/** Whether this is Next's build, which has no table. */
export function isBuilding(): boolean {
  return process.env.NEXT_PHASE === "phase-production-build"
}

/** Reads the environment anew at the next call: for the launcher, which completes it, and for tests. */
export function forgetConfig(): void {
  parsed = undefined
}

/** Settings from an environment. An empty value counts as unset. @throws ConfigError naming all that is wrong */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const given = { ...linkedBySst(set.SST_RESOURCE_Forum), ...set }
  const result = Environment.safeParse(given)
  const problems = result.success ? [] : result.error.issues.map((issue) => issue.message)
  const half = halvesIn(given)
  if (!result.success || half.length > 0) throw new ConfigError([...problems, ...half])
  return fromEnvironment(result.data)
}

/** What `npx sst shell` says of the forum in AWS (infra/forum.ts): the same names, so that commands work on it. */
function linkedBySst(text = "{}"): Record<string, string> {
  const linked = parsedJson(text)
  if (!linked)
    throw new ConfigError([
      "SST_RESOURCE_Forum must be what SST sets it to: run the command under npx sst shell, or leave it out.",
    ])
  return Object.fromEntries(
    Object.entries(linked).filter(
      (one): one is [string, string] => typeof one[1] === "string" && one[1] !== "",
    ),
  )
}

function parsedJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function fromEnvironment(env: z.output<typeof Environment>): Config {
  const url = env.STOA_URL ?? `http://localhost:${env.PORT}`
  const github = client(env.GITHUB_CLIENT_ID, env.GITHUB_CLIENT_SECRET)
  const google = client(env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET)
  const oidc = client(env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET)
  return Object.freeze({
    port: env.PORT,
    host: env.STOA_HOST,
    data: resolve(env.STOA_DATA),
    url,
    name: env.STOA_NAME,
    locale: env.STOA_LOCALE,
    dynamodb: Object.freeze(engine(env)),
    dax: env.DAX_ENDPOINT,
    dynoxide: env.DYNOXIDE_BIN,
    get authSecret(): string {
      if (env.AUTH_SECRET) return env.AUTH_SECRET
      throw new ConfigError([
        "AUTH_SECRET is not set: start the forum with npm start, which makes one and keeps it, or set it.",
      ])
    },
    hasSecret: env.AUTH_SECRET !== undefined,
    mail: Object.freeze({
      smtp: env.SMTP_URL,
      ses: env.SES_CONFIGURATION_SET,
      from: env.MAIL_FROM ?? `${env.STOA_NAME.replaceAll(/[<>"\r\n]/g, "")} <forum@${new URL(url).hostname}>`,
    }),
    ...(env.UPLOADS_BUCKET && { bucket: Object.freeze(bucket(env.UPLOADS_BUCKET, env)) }),
    providers: Object.freeze({
      ...(github && { github }),
      ...(google && { google }),
      ...(oidc && env.OIDC_ISSUER && { oidc: { ...oidc, issuer: env.OIDC_ISSUER, name: env.OIDC_NAME } }),
    }),
    magicLinks: env.STOA_MAGIC_LINKS === "on",
    trustedProxies: env.STOA_TRUSTED_PROXIES,
    limitScale: env.STOA_LIMIT_SCALE,
    inFlight: env.STOA_IN_FLIGHT * 1000,
    webProcesses: env.STOA_WEB_PROCESSES,
    pageCacheMb: env.STOA_PAGE_CACHE_MB,
    pages: env.STOA_PAGES ?? (env.AWS_LAMBDA_FUNCTION_NAME ? "table" : "server"),
    edgeSecret: env.STOA_EDGE_SECRET,
    backups: Object.freeze({
      every: env.STOA_BACKUP_HOURS * HOUR,
      keep: env.STOA_BACKUP_KEEP,
      // Without the remark the build for AWS takes the whole folder of the project along.
      folder: resolve(/* turbopackIgnore: true */ env.STOA_BACKUP_FOLDER ?? join(env.STOA_DATA, "backups")),
    }),
    ...(env.SEARCH_URL && { openSearch: Object.freeze(openSearch(env.SEARCH_URL, env.SEARCH_INDEX)) }),
  })
}

/** Name and password stand in the address, as they do for mail. */
function openSearch(address: string, index: string): NonNullable<Config["openSearch"]> {
  const url = new URL(address)
  const { username, password } = url
  url.username = ""
  url.password = ""
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return {
    url: url.href.replace(/\/$/, ""),
    index,
    ...(username && { authorization: `Basic ${Buffer.from(pair).toString("base64")}` }),
  }
}

/** `origin` is where browsers send pictures that are too large for a Lambda. */
function bucket(name: string, env: z.output<typeof Environment>): NonNullable<Config["bucket"]> {
  const elsewhere = env.AWS_ENDPOINT_URL_S3 && new URL(env.AWS_ENDPOINT_URL_S3).origin
  return { name, origin: elsewhere ?? `https://${name}.s3.${env.AWS_REGION ?? "us-east-1"}.amazonaws.com` }
}

function engine(env: z.output<typeof Environment>): Config["dynamodb"] {
  const name = env.STOA_TABLE
  const endpoint = env.DYNAMODB_ENDPOINT
  if (!endpoint) return { engine: "embedded", name }
  if (REAL_AWS.includes(endpoint)) return { engine: "aws", name }
  return { engine: env.STOA_ENGINE ?? "endpoint", endpoint, name }
}

function client(clientId?: string, clientSecret?: string): OAuthClient | undefined {
  return clientId && clientSecret ? { clientId, clientSecret } : undefined
}
