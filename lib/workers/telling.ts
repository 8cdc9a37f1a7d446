/** The worker tells the web server which pages are stale: at once when it is quiet, together when much happens. */
import { EVERYTHING } from "#lib/base/cache-tags.ts"
import { SECOND, sleep } from "#lib/base/clock.ts"
import { type Expire, expirePagesBy } from "#lib/projections/pages.ts"
import { tellWeb } from "#lib/web/tell-web.ts"

/** A busy topic makes no page anew more often than this, and none shows what is older than a second. */
const EVERY = SECOND / 4
const LONGEST_WAIT = 5 * SECOND
/** More than that at once is an import: naming all of it costs more than making the pages anew. */
const MOST_TAGS = 5_000

/** Lets the projections of this process tell the web server of this data folder, from now on. */
export function tellWebOfChanges(): void {
  const expire = together(tellWeb)
  expirePagesBy(expire)
  // What a worker before us had applied and not told yet died with it.
  void expire([EVERYTHING])
}

/**
 * Hands tags on without making anybody wait: the first at once, those that come meanwhile together, at most every
 * `every` milliseconds. What could not be told is told again until it is: a web server that is starting takes it, and
 * one that does not run has no old pages.
 */
export function together(
  tell: (tags: readonly string[]) => Promise<unknown>,
  { every = EVERY, log = console.error }: { every?: number; log?: (line: string) => void } = {},
): Expire {
  const waiting = new Set<string>()
  let isTelling = false

  const work = async (): Promise<void> => {
    let wait = every
    while (waiting.size > 0) {
      const tags = waiting.size > MOST_TAGS ? [EVERYTHING] : [...waiting]
      waiting.clear()
      try {
        await tell(tags)
        wait = every
      } catch (error) {
        for (const tag of tags) waiting.add(tag)
        if (wait === every) log(`The web server was not told what changed, and will be again: ${error}`)
        wait = Math.min(2 * wait, LONGEST_WAIT)
      }
      await sleep(wait)
    }
    isTelling = false
  }

  return async (tags) => {
    for (const tag of tags) waiting.add(tag)
    if (isTelling) return
    isTelling = true
    void work()
  }
}
