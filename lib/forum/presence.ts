/** Who was there on a day: a fact that is written once, whoever notices it and how often. */
import { LRUCache } from "lru-cache"
import { inBackground } from "#lib/base/background.ts"
import { DAY, now, nowIso, SECOND } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { DayFact } from "#lib/db/items/statistics.ts"
import { factKey } from "#lib/db/keys/statistics.ts"
import { putPresence } from "#lib/db/writes/statistics.ts"
import type { Member } from "./actor.ts"

/** After that it is forgotten who was there; how many stays. */
export const REMEMBERED = 35 * DAY
/** What is older tells nothing of its day any more: posts that are moved come into the stream again. */
export const FRESH = 30 * DAY

class Known extends Error {}

/** Facts of which this process knows that they are written: a member who reads on is noticed at every page. */
const written = new LRUCache<string, true>({ max: 50_000 })

/** That a member was there at a time; nothing where that is too long ago to be remembered. */
export function presence(member: string, at: string, category?: string): DayFact[] {
  if (Date.parse(at) < now() - FRESH) return []
  const day = at.slice(0, 10)
  const expiresAt = Math.floor((Date.parse(day) + REMEMBERED) / SECOND)
  return [
    { day, of: "member", id: member, ...(category !== undefined && { category }), active: 1, expiresAt },
  ]
}

/** Writes down what is not yet: twice is once. @param again also what this process believes to be written */
export async function notePresence(facts: DayFact[], { again = false } = {}): Promise<void> {
  const wanted = new Map(facts.map((fact) => [Object.values(factKey(fact)).join("\n"), fact]))
  await Promise.all(
    [...wanted].map(async ([name, fact]) => {
      if (written.has(name) && !again) return
      try {
        await commit([putPresence(fact, () => new Known())])
      } catch (error) {
        if (!(error instanceof Known)) throw error
      }
      written.set(name, true)
    }),
  )
}

/** Members whose presence of a day this process has written, or is writing. */
const noticed = new LRUCache<string, true>({ max: 50_000 })

/** A member looks at a page: nobody waits for it to be written, and a process writes it once a day. */
export function noticePresence({ id }: Pick<Member, "id">): void {
  const at = nowIso()
  const name = `${id} ${at.slice(0, 10)}`
  if (noticed.has(name)) return
  noticed.set(name, true)
  inBackground(
    () => notePresence(presence(id, at)),
    (error) => {
      // The next page says it again.
      noticed.delete(name)
      console.error(`That ${id} was here could not be noted:`, error)
    },
  )
}
