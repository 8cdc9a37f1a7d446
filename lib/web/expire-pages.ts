/** Makes pages stale wherever they are kept. Who is told is chosen here, once, by STOA_PAGES. */
import { EVERYTHING } from "#lib/base/cache-tags.ts"
import { config } from "#lib/config.ts"
import { markStale } from "./tag-store.ts"
import { tellWeb } from "./tell-web.ts"

/**
 * For workers, Lambdas and commands: what carries one of these tags (lib/base/cache-tags.ts) is stale for everybody
 * from now on; without tags, everything. @throws Error when the web server, or the table, does not take it
 */
export async function expirePages(tags: readonly string[] = [EVERYTHING]): Promise<void> {
  if (config().pages === "table") await markStale(tags)
  else await tellWeb(tags)
}
