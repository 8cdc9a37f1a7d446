/**
 * The only reader of the environment. Every setting has a default, so that a build or a test needs none;
 * a wrong one is told in a sentence that says what to do.
 */
import { resolve } from "node:path"
import { z } from "zod"
import { knownLocale, LANGUAGES } from "./words/languages.ts"

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
  /** A file to use as the embedded engine in place of the one that npm installed. */
  readonly dynoxide?: string
  /** Signs sessions and links. Reading it throws where the launcher has not set it. */
  readonly authSecret: string
  /** Without `smtp` mail goes into a folder of the data folder. */
  readonly mail: { smtp?: string; from: string }
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
  readonly pageCacheMb: number
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

/** Reads the environment anew at the next call: for the launcher, which completes it, and for tests. */
export function forgetConfig(): void {
  parsed = undefined
}

/** Settings from an environment. An empty value counts as unset. @throws ConfigError naming all that is wrong */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const result = Environment.safeParse(given)
  const problems = result.success ? [] : result.error.issues.map((issue) => issue.message)
  const half = HALVES.map((names) => halfSet(given, names)).filter((problem) => problem !== undefined)
  if (!result.success || half.length > 0) throw new ConfigError([...problems, ...half])
  return fromEnvironment(result.data)
}

function whole(name: string, from: number, to: number, example: string) {
  const message = `${name} must be a whole number from ${from} to ${to}, for example ${name}=${example}.`
  return z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= from && value <= to, message)
}

function address(name: string, protocols: string[], example: string) {
  const kinds = protocols.map((protocol) => `${protocol}//`).join(" or ")
  return z
    .string()
    .trim()
    .refine(
      (value) => isAddress(value, protocols),
      `${name} must be an address that begins with ${kinds}, for example ${name}=${example}`,
    )
}

function isAddress(value: string, protocols: string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol)
}

/** What DYNAMODB_ENDPOINT says for Amazon's own, with the credentials and region of the environment. */
const REAL_AWS = ["aws", "none"]

const text = z.string().trim()

const Environment = z.object({
  PORT: whole("PORT", 1, 65535, "3001").default(3000),
  STOA_HOST: text.optional(),
  STOA_DATA: text.default("data"),
  STOA_URL: address("STOA_URL", ["http:", "https:"], "https://forum.example.org")
    .refine(
      (value) => !URL.canParse(value) || new URL(value).pathname === "/",
      "STOA_URL must have no path: the forum lives at the top of its own address, for example https://forum.example.org",
    )
    .transform((value) => new URL(value).origin)
    .optional(),
  STOA_NAME: text
    .max(60, "STOA_NAME must have at most 60 characters: it stands in every title.")
    .default("Stoa"),
  STOA_LOCALE: text
    .default("en")
    .transform((tag) => knownLocale(tag) ?? "")
    .refine(
      (locale) => locale !== "",
      `STOA_LOCALE must be a language that the forum has words in: ${LANGUAGES.join(", ")}; also with a country, for example STOA_LOCALE=en-US.`,
    ),
  DYNAMODB_ENDPOINT: text
    .refine(
      (value) => REAL_AWS.includes(value) || isAddress(value, ["http:", "https:"]),
      "DYNAMODB_ENDPOINT must be the address of an engine, for example http://localhost:8000, or the word aws for Amazon's DynamoDB; leave it out for the embedded engine.",
    )
    .optional(),
  STOA_TABLE: text
    .regex(
      /^[A-Za-z0-9_.-]{3,255}$/,
      "STOA_TABLE must be 3 to 255 letters, digits, dots, dashes or underscores, for example STOA_TABLE=stoa.",
    )
    .default("stoa"),
  // Set by the launcher, for its children: the endpoint is the embedded engine's.
  STOA_ENGINE: z.literal("embedded").optional(),
  DYNOXIDE_BIN: text.optional(),
  AUTH_SECRET: z
    .string()
    .min(
      32,
      "AUTH_SECRET must have at least 32 characters; leave it out, and one is made and kept in the data folder.",
    )
    .optional(),
  SMTP_URL: address("SMTP_URL", ["smtp:", "smtps:"], "smtp://user:password@mail.example.org:587").optional(),
  MAIL_FROM: text
    .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, "MAIL_FROM must be an address: Stoa <forum@example.org>")
    .optional(),
  GITHUB_CLIENT_ID: text.optional(),
  GITHUB_CLIENT_SECRET: text.optional(),
  GOOGLE_CLIENT_ID: text.optional(),
  GOOGLE_CLIENT_SECRET: text.optional(),
  OIDC_ISSUER: address("OIDC_ISSUER", ["http:", "https:"], "https://login.example.org").optional(),
  OIDC_CLIENT_ID: text.optional(),
  OIDC_CLIENT_SECRET: text.optional(),
  OIDC_NAME: text.default("Single sign-on"),
  STOA_MAGIC_LINKS: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(["on", "off"], "STOA_MAGIC_LINKS must be on or off."))
    .default("off"),
  STOA_TRUSTED_PROXIES: whole("STOA_TRUSTED_PROXIES", 0, 10, "1").default(0),
  STOA_LIMIT_SCALE: whole("STOA_LIMIT_SCALE", 1, 1_000_000, "1000").default(1),
  // Two thirds of it hold about 1,500 topic pages; the rest keeps what they are made of.
  SEARCH_URL: address(
    "SEARCH_URL",
    ["http:", "https:"],
    "https://user:password@search.example.org",
  ).optional(),
  SEARCH_INDEX: text
    .regex(
      /^[a-z0-9][a-z0-9_-]{0,99}$/,
      "SEARCH_INDEX must be lower-case letters, digits, dashes or underscores, for example SEARCH_INDEX=stoa.",
    )
    .default("stoa"),
  STOA_PAGE_CACHE_MB: whole("STOA_PAGE_CACHE_MB", 1, 65536, "192").default(192),
})

/** Settings that only work together. */
const HALVES = [
  ["GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"],
  ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"],
  ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
  ["SMTP_URL", "MAIL_FROM"],
] as const

function halfSet(env: Record<string, string | undefined>, names: readonly string[]): string | undefined {
  const missing = names.filter((name) => !env[name])
  // A sender alone does no harm: mail that goes into a folder has one, too.
  if (missing.length === 0 || missing.length === names.length || missing[0] === "SMTP_URL") return
  const present = names.filter((name) => env[name])
  return `${present.join(" and ")} ${present.length > 1 ? "are" : "is"} set without ${missing.join(" and ")}: set ${names.length > 2 ? "all" : "both"}, or none.`
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
    dynoxide: env.DYNOXIDE_BIN,
    get authSecret(): string {
      if (env.AUTH_SECRET) return env.AUTH_SECRET
      throw new ConfigError([
        "AUTH_SECRET is not set: start the forum with npm start, which makes one and keeps it, or set it.",
      ])
    },
    mail: Object.freeze({
      smtp: env.SMTP_URL,
      from: env.MAIL_FROM ?? `${env.STOA_NAME.replaceAll(/[<>"\r\n]/g, "")} <forum@${new URL(url).hostname}>`,
    }),
    providers: Object.freeze({
      ...(github && { github }),
      ...(google && { google }),
      ...(oidc && env.OIDC_ISSUER && { oidc: { ...oidc, issuer: env.OIDC_ISSUER, name: env.OIDC_NAME } }),
    }),
    magicLinks: env.STOA_MAGIC_LINKS === "on",
    trustedProxies: env.STOA_TRUSTED_PROXIES,
    limitScale: env.STOA_LIMIT_SCALE,
    pageCacheMb: env.STOA_PAGE_CACHE_MB,
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
