/** The worker says which pages are stale: at once when it is quiet, together when much happens. */
import { EVERYTHING } from "#lib/base/cache-tags.ts"
import { now, SECOND, sleep } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"
import { type Expire, expirePagesBy } from "#lib/projections/pages.ts"
import { expirePages } from "#lib/web/expire-pages.ts"
import { ECHOES } from "#lib/web/tag-store.ts"

/** A busy topic makes no page anew more often than this, and none shows what is older than a second. */
const EVERY = SECOND / 4
const LONGEST_WAIT = 5 * SECOND
/** More than that at once is an import: naming all of it costs more than making the pages anew. */
const MOST_TAGS = 5_000

/** Lets the projections of this process say which pages are stale, from now on. */
export function expirePagesOfChanges(): void {
  const { pages, dynamodb } = config()
  const expire = together(expirePages)
  // Only Amazon's indexes come after their table; the store of tags knows of echoes by itself.
  expirePagesBy(pages === "server" && dynamodb.engine === "aws" ? withEchoes(expire) : expire)
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

/** Echoes are looked through so often. */
const LOOK_EVERY = SECOND / 2

/**
 * Says everything once more after each of `echoes` (milliseconds), counted from when it was said last: a page that was
 * made at once may hold a list of an index that had not yet followed. However much happens, a tag waits once.
 */
export function withEchoes(
  expire: Expire,
  { echoes = ECHOES, every = LOOK_EVERY }: { echoes?: readonly number[]; every?: number } = {},
): Expire {
  const said = new Map<string, { at: number; echoed: number }>()
  let isLooking = false

  const look = async (): Promise<void> => {
    while (said.size > 0) {
      await sleep(every)
      const due = [...said].filter(([, { at, echoed }]) => at + echoes[echoed]! <= now())
      for (const [tag, { at, echoed }] of due) {
        const passed = echoes.filter((echo) => at + echo <= now()).length
        if (passed === echoes.length) said.delete(tag)
        else said.set(tag, { at, echoed: Math.max(echoed + 1, passed) })
      }
      if (due.length > 0) await expire(due.map(([tag]) => tag))
    }
    isLooking = false
  }

  return async (tags) => {
    const isMuch = said.size + tags.length > MOST_TAGS
    if (isMuch) said.clear()
    for (const tag of isMuch ? [EVERYTHING] : tags) said.set(tag, { at: now(), echoed: 0 })
    if (!isLooking) {
      isLooking = true
      void look()
    }
    await expire(tags)
  }
}
