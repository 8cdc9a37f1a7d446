/** The forum as others know it. */
import { config } from "#lib/config.ts"
import { loadLook } from "#lib/views/look.ts"
import { t } from "#lib/words/t.ts"

/** Its name, in the header and in every title. */
export async function siteName(): Promise<string> {
  return (await loadLook()).name
}

/** What it says of itself where a page says nothing better. */
export async function siteDescription(): Promise<string> {
  return t("web.description", { forum: await siteName() })
}

/** The configured address; links that leave the forum are built on it, never on what a request says. */
export function siteUrl(): string {
  return config().url
}
