/** What every function of the forum is told: lib/config.ts reads it. The same is linked as `Forum`, for `npx sst shell`. */
import type { Router } from "./domain.ts"
import type { Mail } from "./email.ts"
import type { Search } from "./search.ts"
import type { Secrets } from "./secrets.ts"
import type { Stage } from "./stage.ts"
import type { Table } from "./table.ts"
import type { Uploads } from "./uploads.ts"

export type Things = {
  stage: Stage
  secrets: Secrets
  table: Table
  router: Router
  uploads: Uploads
  mail: Mail
  search: Search
}

export function makeEnvironment({ stage, secrets, table, router, uploads, mail, search }: Things) {
  const { forum, providers, mailFrom } = stage
  const given = {
    STOA_NAME: forum.name,
    STOA_LOCALE: forum.locale,
    STOA_MAGIC_LINKS: forum.magicLinks ? "on" : undefined,
    SEARCH_URL: search && addressOf(search),
    GITHUB_CLIENT_ID: providers.github,
    GITHUB_CLIENT_SECRET: secrets.github,
    GOOGLE_CLIENT_ID: providers.google,
    GOOGLE_CLIENT_SECRET: secrets.google,
    OIDC_ISSUER: providers.oidc?.issuer,
    OIDC_NAME: providers.oidc?.name,
    OIDC_CLIENT_ID: providers.oidc?.id,
    OIDC_CLIENT_SECRET: secrets.oidc,
  }
  return {
    ...(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Record<
      string,
      $util.Input<string>
    >),
    DYNAMODB_ENDPOINT: "aws",
    STOA_TABLE: table.name,
    STOA_PAGES: "table",
    STOA_URL: router.url,
    STOA_TRUSTED_PROXIES: "1",
    // The one folder of a Lambda that can be written to, and is gone with it.
    STOA_DATA: "/tmp/stoa",
    UPLOADS_BUCKET: uploads.name,
    MAIL_FROM: mailFrom,
    SES_CONFIGURATION_SET: mail.set,
    AUTH_SECRET: secrets.auth,
  }
}

export type Environment = ReturnType<typeof makeEnvironment>

/** With name and password in it, of which the password may hold what an address may not. */
function addressOf(search: NonNullable<Search>) {
  return $resolve([search.username, search.password, search.nodes.domain!.endpoint]).apply(
    ([name, password, host]) => `https://${encodeURIComponent(name)}:${encodeURIComponent(password)}@${host}`,
  )
}
