/** Who was there on a day, and who joined: each a fact that is written once, whoever notices it and how often. */
import { LRUCache } from "lru-cache"
import { DAY, now, SECOND } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import { Posts, Reactions } from "#lib/db/items/posts.ts"
import type { DayFact } from "#lib/db/items/statistics.ts"
import { ReadStates, type User, Users } from "#lib/db/items/users.ts"
import { factKey } from "#lib/db/keys/statistics.ts"
import { putPresence } from "#lib/db/writes/statistics.ts"
import { type Change, images } from "../contract.ts"

/** After that it is forgotten who was there; how many stays. */
export const REMEMBERED = 35 * DAY
/** What is older tells nothing of its day any more: posts that are moved come into the stream again. */
export const FRESH = 30 * DAY

class Known extends Error {}

/** Facts of which this process knows that they are written: a member who reads on is noticed at every page. */
const written = new LRUCache<string, true>({ max: 50_000 })

/** What a change tells of a member's presence. */
export function presenceIn(change: Change): DayFact[] {
  if (change.entityType === "User") return signUpIn(change)
  if (change.entityType === "Reaction") {
    const { after } = images(Reactions, change)
    return after ? presence(after.user.id, after.createdAt) : []
  }
  if (change.entityType === "ReadState") {
    const { before, after } = images(ReadStates, change)
    return after?.lastRead && after.lastRead !== before?.lastRead ? presence(after.user, after.updatedAt) : []
  }
  if (change.entityType !== "Post" || change.before) return []
  const { after } = images(Posts, change)
  if (after?.writtenIn === undefined) return []
  return [
    ...presence(after.author.id, after.createdAt),
    ...presence(after.author.id, after.createdAt, after.writtenIn),
  ]
}

/** That a member was there at a time; nothing where that is too long ago to be remembered. */
export function presence(member: string, at: string, category?: string): DayFact[] {
  if (Date.parse(at) < now() - FRESH) return []
  const day = at.slice(0, 10)
  const expiresAt = Math.floor((Date.parse(day) + REMEMBERED) / SECOND)
  return [
    { day, of: "member", id: member, ...(category !== undefined && { category }), active: 1, expiresAt },
  ]
}

/** Whoever has confirmed an address has joined. Imported members have none, and joined elsewhere. */
function signUpIn(change: Change): DayFact[] {
  const { before, after } = images(Users, change)
  if (!hasJoined(after) || hasJoined(before)) return []
  return [{ day: after.verifiedAt.slice(0, 10), of: "sign-up", id: after.id, signUps: 1 }]
}

function hasJoined(user: User | undefined): user is User & { verifiedAt: string } {
  return user?.email !== undefined && user.verifiedAt !== undefined
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
