/** Addresses that take no mail, and people who call ours unwanted: none goes there until they say otherwise. */
import { nowIso } from "#lib/base/clock.ts"
import type { User } from "#lib/db/items/users.ts"
import { getUser, userByEmail } from "#lib/db/patterns/users.ts"
import type { Returned } from "./ses.ts"
import { changeSettings } from "./settings.ts"

/**
 * Stops mail about the forum to an address, whoever's it is. What they ask for themselves (a new password, say)
 * still goes out: perhaps it works again. May be told twice.
 * @param reason what the mail server said · @returns the member, or undefined when nobody has that address
 */
export async function stopMail(
  address: string,
  why: "bounced" | "complained",
  reason: string,
): Promise<User | undefined> {
  const user = await userByEmail(address.trim().toLowerCase())
  if (!user?.email) return undefined
  await stopMailOf(user.id, user.email, why, reason)
  return user
}

/** The same for all that a mail service tells of. */
export async function stopReturned(returned: Returned[]): Promise<void> {
  for (const { address, why, reason } of returned) await stopMail(address, why, reason)
}

/** The same for a member whose address at the time is known. Who has not confirmed it gets no such mail anyway. */
export async function stopMailOf(
  user: string,
  address: string,
  why: "bounced" | "complained",
  reason: string,
): Promise<void> {
  const member = await getUser(user, { consistent: true })
  if (!member?.verifiedAt || member.email !== address) return
  const stopped = { why, address, at: nowIso(), reason: reason.slice(0, 500) }
  await changeSettings(user, (was) => ({ stopped: was.stopped?.address === address ? was.stopped : stopped }))
}
