/** What the environment may say, and the sentence for each that it says wrongly. Read by lib/config.ts alone. */
import { z } from "zod"
import { knownLocale, LANGUAGES } from "../words/languages.ts"

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
  if (!URL.canParse(value)) return false
  const { protocol, hostname, username, password } = new URL(value)
  return protocols.includes(protocol) && hostname !== "" && isEncoded(username) && isEncoded(password)
}

/** A password may hold any character, the percent sign as %25. */
function isEncoded(part: string): boolean {
  try {
    decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}

/** Nothing stands behind the host, nor a name and a password before it. */
function isOrigin(value: string): boolean {
  return `${new URL(value).origin}/` === new URL(value).href
}

/** What DYNAMODB_ENDPOINT says for Amazon's own, with the credentials and region of the environment. */
export const REAL_AWS = ["aws", "none"]

/** So many characters nobody guesses, if a program made them. */
export const MIN_SECRET = 32

const text = z.string().trim()

export const Environment = z.object({
  PORT: whole("PORT", 1, 65535, "3001").default(3000),
  STOA_HOST: text.optional(),
  STOA_DATA: text.default("data"),
  STOA_URL: address("STOA_URL", ["http:", "https:"], "https://forum.example.org")
    .refine(
      (value) => !URL.canParse(value) || isOrigin(value),
      "STOA_URL must be a host alone, without a path: the forum lives at the top of its own address, for example https://forum.example.org",
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
  DAX_ENDPOINT: address(
    "DAX_ENDPOINT",
    ["dax:", "daxs:"],
    "daxs://stoa.abc123.dax-clusters.us-east-1.amazonaws.com",
  ).optional(),
  // Set by the launcher, for its children: the endpoint is the embedded engine's.
  STOA_ENGINE: z
    .literal("embedded", "STOA_ENGINE must be left out: npm start sets it for the processes that it starts.")
    .optional(),
  DYNOXIDE_BIN: text.optional(),
  AUTH_SECRET: z
    .string()
    .min(
      MIN_SECRET,
      "AUTH_SECRET must have at least 32 characters; leave it out, and one is made and kept in the data folder.",
    )
    .optional(),
  SMTP_URL: address("SMTP_URL", ["smtp:", "smtps:"], "smtp://user:password@mail.example.org:587").optional(),
  MAIL_FROM: text
    .regex(
      /^(?:[^\r\n<>]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/,
      "MAIL_FROM must be an address, for example MAIL_FROM='Stoa <forum@example.org>'",
    )
    .optional(),
  SES_CONFIGURATION_SET: text
    .regex(
      /^[A-Za-z0-9_-]{1,64}$/,
      "SES_CONFIGURATION_SET must be the name of a configuration set of Amazon SES: letters, digits, dashes or underscores.",
    )
    .optional(),
  UPLOADS_BUCKET: text
    .regex(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      "UPLOADS_BUCKET must be the name of an S3 bucket, for example UPLOADS_BUCKET=forum-uploads.",
    )
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
  // Seconds. Browser tests, which know when theirs are over, wait for less.
  STOA_IN_FLIGHT: whole("STOA_IN_FLIGHT", 1, 300, "45").default(45),
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
  STOA_BACKUP_HOURS: whole("STOA_BACKUP_HOURS", 0, 8760, "24").default(24),
  STOA_BACKUP_KEEP: whole("STOA_BACKUP_KEEP", 1, 1000, "7").default(7),
  STOA_BACKUP_FOLDER: text.optional(),
  // Two thirds of it hold about 1,500 topic pages; the rest keeps what they are made of.
  STOA_PAGE_CACHE_MB: whole("STOA_PAGE_CACHE_MB", 1, 65536, "192").default(192),
  STOA_WEB_PROCESSES: whole("STOA_WEB_PROCESSES", 1, 64, "2").default(1),
  STOA_PAGES: z.enum(["server", "table"], "STOA_PAGES must be server or table.").optional(),
  // What Amazon's own tools read, too: where the bucket is.
  AWS_REGION: text.optional(),
  AWS_ENDPOINT_URL_S3: address(
    "AWS_ENDPOINT_URL_S3",
    ["http:", "https:"],
    "https://s3.example.org",
  ).optional(),
  // Set by Amazon in every Lambda: there no web server of ours could be told anything.
  AWS_LAMBDA_FUNCTION_NAME: text.optional(),
  STOA_EDGE_SECRET: text
    .min(16, "STOA_EDGE_SECRET must have at least 16 characters, which nobody can guess.")
    .optional(),
})

/** Settings that only work together. */
const HALVES = [
  ["GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"],
  ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"],
  ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
  ["SMTP_URL", "MAIL_FROM"],
  ["SES_CONFIGURATION_SET", "MAIL_FROM"],
] as const

const SENDING: readonly string[] = ["SMTP_URL", "SES_CONFIGURATION_SET"]

/** What is wrong where only a part of them is set. */
export function halvesIn(env: Record<string, string | undefined>): string[] {
  return HALVES.map((names) => halfSet(env, names)).filter((problem) => problem !== undefined)
}

function halfSet(env: Record<string, string | undefined>, names: readonly string[]): string | undefined {
  const missing = names.filter((name) => !env[name])
  // A sender alone does no harm: mail that goes into a folder has one, too.
  if (missing.length === 0 || missing.length === names.length || SENDING.includes(missing[0] as string))
    return
  const present = names.filter((name) => env[name])
  return `${present.join(" and ")} ${present.length > 1 ? "are" : "is"} set without ${missing.join(" and ")}: set ${names.length > 2 ? "all" : "both"}, or none.`
}
