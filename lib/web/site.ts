/** The forum as others know it. */
import { config } from "#lib/config.ts"
import { t } from "#lib/words/t.ts"

/** Its name, in the header and in every title. */
export function siteName(): string {
  return config().name
}

/** What it says of itself where a page says nothing better. */
export function siteDescription(): string {
  return t("web.description", { forum: siteName() })
}

/** The configured address; links that leave the forum are built on it, never on what a request says. */
export function siteUrl(): string {
  return config().url
}
