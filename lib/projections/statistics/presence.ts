/** What changes tell of who was there on a day, and of who joined. */
import { Posts, Reactions } from "#lib/db/items/posts.ts"
import type { DayFact } from "#lib/db/items/statistics.ts"
import { ReadStates, type User, Users } from "#lib/db/items/users.ts"
import { presence } from "#lib/forum/presence.ts"
import { type Change, images } from "../contract.ts"

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

/** Whoever has confirmed an address has joined. Imported members have none, and joined elsewhere. */
function signUpIn(change: Change): DayFact[] {
  const { before, after } = images(Users, change)
  if (!hasJoined(after) || hasJoined(before)) return []
  return [{ day: after.verifiedAt.slice(0, 10), of: "sign-up", id: after.id, signUps: 1 }]
}

function hasJoined(user: User | undefined): user is User & { verifiedAt: string } {
  return user?.email !== undefined && user.verifiedAt !== undefined
}
