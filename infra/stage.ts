/** What the owner chooses for a deployment, from the environment (SST reads `.env` and `.env.<stage>`). */

export type Stage = {
  name: string
  /** Production outlives `sst remove`; every other stage goes with all that it holds. */
  keeps: boolean
  /** Where the forum is reached; without one CloudFront gives it an address. */
  domain?: string
  /** Of a domain whose names are not kept in Route 53: the certificate, made by hand in us-east-1. */
  certificate?: string
  forum: { name?: string; locale?: string; magicLinks: boolean }
  /** Who the forum's mail comes from. */
  mailFrom: string
  /** Whether SES is told of the sender by the deployment, or knows it already. */
  mailIdentity: "made" | "existing"
  /** Who is told when something is wrong. */
  alarms?: string
  budget: {
    /** A month, of the whole account. */
    dollars: number
    /** Units of the table in an hour. */
    reads: number
    writes: number
  }
  /** With provisioned capacity: so many units of each kind at most, of the table and of each index. */
  provisioned?: { most: number }
  /** Pages that are made at the same time, at most: what bounds the bill of a flood. */
  concurrency?: number
  /** Whether pages are sent as they are made, not packed, or as a whole and packed. */
  streaming: boolean
  search: "table" | "opensearch"
  firewall: boolean
  /** DynamoDB's cache: the kind of machine that it is. */
  dax?: string
  providers: { github?: string; google?: string; oidc?: { id: string; issuer: string; name?: string } }
}

export class StageError extends Error {}

type Env = Record<string, string | undefined>

/** @throws StageError with a sentence for each thing that is missing or wrong */
export function readStage(name: string, environment: Env): Stage {
  const env = Object.fromEntries(
    Object.entries(environment).map(([key, value]) => [key, value?.trim() || undefined]),
  )
  const wrong: string[] = []
  const keeps = name === "production"
  const must = (isSo: boolean, sentence: string): void => {
    if (!isSo) wrong.push(sentence)
  }
  const count = (key: string, usual: number): number => {
    const value = env[key] === undefined ? usual : Number(env[key])
    must(
      Number.isInteger(value) && value > 0,
      `${key} must be a whole number above 0, for example ${key}=${usual}.`,
    )
    return value
  }
  const choice = <T extends string>(key: string, choices: readonly [T, ...T[]]): T => {
    const value = env[key] ?? choices[0]
    must(choices.includes(value as T), `${key} must be ${choices.join(" or ")}.`)
    return value as T
  }
  must(
    !env.STOA_DOMAIN || /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/.test(env.STOA_DOMAIN),
    "STOA_DOMAIN must be a name alone, for example STOA_DOMAIN=forum.example.org.",
  )
  must(
    !env.STOA_CERTIFICATE || (!!env.STOA_DOMAIN && /^arn:aws:acm:us-east-1:/.test(env.STOA_CERTIFICATE)),
    "STOA_CERTIFICATE must be the ARN of a certificate in us-east-1 for STOA_DOMAIN, whose names are not kept in Route 53.",
  )
  must(
    addressIn(env.MAIL_FROM) !== undefined,
    `MAIL_FROM must say who the forum's mail comes from, for example MAIL_FROM=Stoa <forum@example.org> in .env.${name}: nobody could register without mail.`,
  )
  const mailIdentity = choice("STOA_MAIL_IDENTITY", ["made", "existing"])
  must(
    mailIdentity === "existing" ||
      !env.STOA_DOMAIN ||
      Boolean(env.STOA_CERTIFICATE) ||
      isOfOneOwner(addressIn(env.MAIL_FROM), env.STOA_DOMAIN),
    "MAIL_FROM must be an address in the domain of STOA_DOMAIN, which is signed by records in Route 53. If SES knows another sender already, set STOA_MAIL_IDENTITY=existing.",
  )
  must(
    addressIn(env.STOA_ALARMS) !== undefined || (!keeps && !env.STOA_ALARMS),
    "STOA_ALARMS must be the address that is told when something is wrong, for example STOA_ALARMS=you@example.org.",
  )
  must(
    !env.STOA_DAX || /^(?:off|dax\.[a-z0-9]+\.[a-z0-9]+)$/.test(env.STOA_DAX),
    "STOA_DAX must be off or a kind of machine that DAX knows, for example STOA_DAX=dax.t3.small.",
  )
  const stage: Stage = {
    ...{ name, keeps, domain: env.STOA_DOMAIN, certificate: env.STOA_CERTIFICATE },
    forum: {
      ...{ name: env.STOA_NAME, locale: env.STOA_LOCALE },
      magicLinks: choice("STOA_MAGIC_LINKS", ["off", "on"]) === "on",
    },
    ...{ mailFrom: env.MAIL_FROM ?? "", mailIdentity, alarms: env.STOA_ALARMS },
    budget: {
      dollars: count("STOA_BUDGET", 25),
      reads: count("STOA_BUDGET_READS", 200_000),
      writes: count("STOA_BUDGET_WRITES", 20_000),
    },
    ...(choice("STOA_CAPACITY", ["on-demand", "provisioned"]) === "provisioned" && {
      provisioned: { most: count("STOA_CAPACITY_MOST", 1_000) },
    }),
    ...(env.STOA_CONCURRENCY !== undefined && { concurrency: count("STOA_CONCURRENCY", 50) }),
    streaming: choice("STOA_STREAMING", ["off", "on"]) === "on",
    search: choice("STOA_SEARCH", ["table", "opensearch"]),
    firewall: choice("STOA_FIREWALL", ["off", "on"]) === "on",
    ...(env.STOA_DAX && env.STOA_DAX !== "off" && { dax: env.STOA_DAX }),
    providers: {
      ...{ github: env.GITHUB_CLIENT_ID, google: env.GOOGLE_CLIENT_ID },
      ...(env.OIDC_CLIENT_ID &&
        env.OIDC_ISSUER && {
          oidc: { id: env.OIDC_CLIENT_ID, issuer: env.OIDC_ISSUER, name: env.OIDC_NAME },
        }),
    },
  }
  must(
    Boolean(env.OIDC_CLIENT_ID) === Boolean(env.OIDC_ISSUER),
    "OIDC_CLIENT_ID and OIDC_ISSUER work only together: set both, or none.",
  )
  if (wrong.length > 0) throw new StageError(wrong.join("\n"))
  return stage
}

/** The address in `Stoa <forum@example.org>`, or undefined where there is none. */
export function addressIn(text: string | undefined): string | undefined {
  return /^(?:[^<>\r\n]*<)?([^\s@<>]+@[^\s@<>.]+(?:\.[^\s@<>.]+)+)>?$/.exec(text ?? "")?.[1]
}

/** Whether both may be in one zone: of `forum.example.org` and `ann@mail.example.org` the end is the same. */
function isOfOneOwner(address: string | undefined, domain: string): boolean {
  const end = (name: string): string => name.toLowerCase().split(".").slice(-2).join(".")
  return address === undefined || end(address.split("@")[1]!) === end(domain)
}

/** Whether Route 53 keeps the names, so that records are made by the deployment itself. */
export const ownsNames = ({ domain, certificate }: Stage): boolean => Boolean(domain && !certificate)
