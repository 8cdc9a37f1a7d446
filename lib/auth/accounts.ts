/** Members who come by another provider: GitHub, Google, whatever speaks OpenID Connect. */
import { ForumError, isForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import type { User } from "#lib/db/items/users.ts"
import { userByAccount, userByEmail } from "#lib/db/patterns/users.ts"
import { memberUnchanged, putAccount } from "#lib/db/writes/members.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { nameFrom } from "#lib/forum/names.ts"
import { applicationWrites, mustWait } from "#lib/forum/newcoming.ts"
import { requireOpen } from "#lib/forum/read-only.ts"
import { judgedName } from "#lib/forum/watched-words.ts"
import { EmailAddress } from "./email-address.ts"
import { enter, nameFlags, newMember, requireNoInvitation } from "./registration.ts"

/** What a provider says about who comes. */
export type Account = {
  provider: string
  id: string
  /** What they are called there: a proposal. */
  name: string
  email?: string
  /** Whether the provider says that the address is theirs. Anything but true is no. */
  emailVerified: boolean
}

const NAMES_TO_TRY = 30

/**
 * The member whose account it is; a member with the same confirmed address gets it linked; otherwise a new one.
 * @throws ForumError forbidden/provider-email-unverified: without a confirmed address nobody is linked or made;
 * forbidden/awaits-approval where staff let people in
 */
export async function memberOfAccount(account: Account): Promise<User> {
  try {
    return await findOrMake(account)
  } catch (error) {
    // Two tabs came at once: the second finds what the first made.
    if (isForumError(error, "conflict")) return findOrMake(account)
    throw error
  }
}

async function findOrMake(account: Account): Promise<User> {
  // Without it everybody of that service would be the same one.
  if (!account.id) throw new Error(`${account.provider} did not say who it is`)
  const linked = await userByAccount(account.provider, account.id)
  if (linked?.verifiedAt) return linked
  if (linked?.appliedAt) throw new ForumError("forbidden", "awaits-approval")
  const address = EmailAddress.safeParse(account.email)
  if (account.emailVerified !== true || !address.success)
    throw new ForumError("forbidden", "provider-email-unverified")
  const known = await userByEmail(address.data)
  // Another way to the same address, whose owner waits.
  if (known?.appliedAt && !known.verifiedAt) throw new ForumError("forbidden", "awaits-approval")
  return known?.verifiedAt ? link(account, known) : join(account, address.data, known)
}

async function link({ provider, id }: Account, user: User): Promise<User> {
  const moved = () => new ForumError("conflict", "busy")
  await commit([...putAccount(provider, id, user.id), memberUnchanged(user, moved)])
  return user
}

/** A pending registration of the address is replaced, its password with it: whoever made it never showed the address to be theirs. */
async function join({ provider, id, name }: Account, email: string, pending?: User): Promise<User> {
  await requireOpen(GUEST)
  await requireNoInvitation("invitation-needed")
  const waits = await mustWait()
  for (let n = 1; n <= NAMES_TO_TRY; n++) {
    const user = newMember({ name: nameFrom(await acceptable(name), n), email }, pending)
    try {
      const is = waits ? { appliedAt: user.createdAt } : { verifiedAt: user.createdAt }
      const made = await enter({ ...user, ...is }, undefined, pending, [
        ...putAccount(provider, id, user.id),
        ...(waits ? await applicationWrites(user) : await nameFlags(user)),
      ])
      if (waits) throw new ForumError("forbidden", "awaits-approval")
      return made
    } catch (error) {
      if (!(error instanceof ForumError && error.code === "name-taken")) throw error
    }
  }
  throw new ForumError("conflict", "busy")
}

/** What they are called there, unless words stand in it that are not accepted here: then a name without meaning is made. */
async function acceptable(name: string): Promise<string> {
  try {
    await judgedName(name)
    return name
  } catch (error) {
    if (isForumError(error, "invalid")) return ""
    throw error
  }
}
