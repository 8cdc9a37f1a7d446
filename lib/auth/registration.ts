/** Becoming a member: a name, an address that is confirmed, a password. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError, isForumError } from "#lib/base/errors.ts"
import { newId } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Invitation } from "#lib/db/items/invitations.ts"
import { askedWith, type User } from "#lib/db/items/users.ts"
import { ownersOfNames } from "#lib/db/patterns/imports.ts"
import { askedName, userByEmail } from "#lib/db/patterns/users.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { holdAskedName } from "#lib/db/writes/asking.ts"
import { confirmMember, putMember } from "#lib/db/writes/registrations.ts"
import { deleteToken, putSettingOnce } from "#lib/db/writes/site.ts"
import { alreadyMember, confirmAddress, stillWaits } from "#lib/email/letters.ts"
import { post } from "#lib/email/send.ts"
import { memberFrom } from "#lib/forum/actor.ts"
import { memberFlags } from "#lib/forum/holding.ts"
import { goodInvitation, invitedIn } from "#lib/forum/invitations.ts"
import { Name, skeletonOf } from "#lib/forum/names.ts"
import { applicationWrites, mustWait } from "#lib/forum/newcoming.ts"
import { OWNER } from "#lib/forum/owner.ts"
import { settings } from "#lib/forum/settings.ts"
import { flagsInName, judgedName } from "#lib/forum/watched-words.ts"
import { spend } from "#lib/limits/spend.ts"
import { EmailAddress } from "./email-address.ts"
import { evenly } from "./evenly.ts"
import { hashPassword, NewPassword } from "./passwords.ts"
import { issueToken, LIFE, memberOfToken, openToken } from "./tokens.ts"

export const RegisterInput = z.object({
  name: Name,
  email: EmailAddress,
  password: NewPassword,
  /** Where to go on after all is confirmed, a path of the forum. */
  next: z.string().max(2000).optional(),
  /** The secret of an invitation. */
  invitation: z.string().max(100).optional(),
})

export const OwnerInput = RegisterInput.extend({ token: z.string().max(100) })

/**
 * Asks for an account: the answer is the same whether the address is known or not; what follows is in the mail.
 * An unconfirmed registration of the same address is replaced.
 * @throws ForumError conflict/name-taken (names are public), limited, invalid/watched-word
 */
export async function register(input: z.output<typeof RegisterInput>, client: string): Promise<void> {
  await spend("register.client", client)
  await spend("register.address", input.email)
  await judgedName(input.name)
  const invitation = await invitationOf(input.invitation)
  await evenly(async () => {
    const hash = await hashPassword(input.password)
    const skeleton = skeletonOf(input.name)
    const [names, known] = [await ownersOfNames([skeleton]), await userByEmail(input.email)]
    const holder = names.get(skeleton)
    const isOurs = holder === known?.id ? !known?.verifiedAt : known && holder === askedWith(known.id)
    if (holder && !isOurs) throw new ForumError("conflict", "name-taken", { field: "name" })
    if (known?.verifiedAt || known?.appliedAt) return answerKnown(known, input.email, skeleton, holder)
    const arrived = { ...newMember(input, known), ...(invitation && { invitation: invitation.hash }) }
    const user = await enter(arrived, hash, known).catch(unlessAsked)
    if (user)
      post(confirmAddress(input.email, await issueToken("verify", user), input.next), user.id, LIFE.verify)
  })
}

/** The address is a member's: they get a mail, and to who asks it looks as if the name were theirs now. */
async function answerKnown(known: User, address: string, skeleton: string, holder?: string): Promise<void> {
  if (holder !== known.id) {
    const before = await askedName(address)
    const frees = before !== undefined && (await ownersOfNames([before])).get(before) === askedWith(known.id)
    await commit(holdAskedName({ member: known.id, address, skeleton, before, frees })).catch(unlessAsked)
  }
  post(known.verifiedAt ? alreadyMember(address) : stillWaits(address), known.id, LIFE.verify)
}

/**
 * Makes the first account through the operator's link: owner, confirmed at once. Exactly one can.
 * @throws ForumError invalid/token-used, conflict: name-taken, email-taken, owner-exists
 */
export async function registerOwner(
  { token, ...input }: z.output<typeof OwnerInput>,
  client: string,
): Promise<User> {
  await spend("token.client", client)
  const { hash: link } = await openToken("owner", token)
  const hash = await hashPassword(input.password)
  const known = await userByEmail(input.email)
  if (known?.verifiedAt || known?.appliedAt)
    throw new ForumError("conflict", "email-taken", { field: "email" })
  const user = { ...newMember(input, known), role: "owner" as const, verifiedAt: nowIso() }
  return enter(user, hash, known, [
    putSettingOnce(OWNER, { user: user.id }, () => new ForumError("conflict", "owner-exists")),
    deleteToken(link),
  ])
}

/**
 * The address is theirs: the account is open, or (`appliedAt`) waits for staff to let them in.
 * @throws ForumError invalid/token-used, limited
 */
export async function confirmEmail(secret: string, client: string): Promise<User> {
  await spend("token.client", client)
  return untilSettled(async () => {
    const { user, use } = await memberOfToken("verify", secret)
    const invited = await invitedIn(user)
    if (!invited) await requireNoInvitation("invitation-used")
    const waits = !invited && (await mustWait())
    const open = async () => [...confirmation(user, invited?.by), ...(await nameFlags(user))]
    await commit([...(waits ? await application(user) : await open()), ...(invited?.writes ?? []), use])
    return { ...user, ...(waits && { appliedAt: nowIso() }) }
  })
}

/** The invitation that somebody brings, where it is good. Where there is no other way in, one that is not is told. */
async function invitationOf(secret: string | undefined): Promise<Invitation | undefined> {
  const invitation = await goodInvitation(secret)
  if (!invitation) await requireNoInvitation(secret ? "invitation-used" : "invitation-needed")
  return invitation
}

/** @throws ForumError forbidden where people come in by invitation alone */
export async function requireNoInvitation(code: "invitation-needed" | "invitation-used"): Promise<void> {
  if ((await settings()).registration === "invitation") throw new ForumError("forbidden", code)
}

async function application(user: User): Promise<Write[]> {
  const used = () => new ForumError("invalid", "token-used")
  return [
    ...confirmMember(user, skeletonOf(user.name), used, "appliedAt"),
    ...(await applicationWrites(user)),
  ]
}

/** Staff look at what somebody calls themselves where words stand in it that are watched for. */
export async function nameFlags(user: User): Promise<Write[]> {
  return memberFlags(memberFrom(user), await flagsInName(user.name), user.name)
}

/** The writes that confirm a member's address, for who vouches for it otherwise. */
export function confirmation(user: User, invitedBy?: string): Write[] {
  const used = () => new ForumError("invalid", "token-used")
  return confirmMember(user, skeletonOf(user.name), used, "verifiedAt", invitedBy)
}

/** Sends the link again to who has not confirmed yet. Says nothing when it is asked too often. */
export async function confirmAgain(user: User, next?: string): Promise<void> {
  try {
    await spend("mail.address", user.email!)
  } catch (error) {
    if (isForumError(error, "limited")) return
    throw error
  }
  const letter = user.appliedAt
    ? stillWaits(user.email!)
    : confirmAddress(user.email!, await issueToken("verify", user), next)
  post(letter, user.id, LIFE.verify)
}

/** A member who has just arrived, in place of an unconfirmed one of the same address if there is one. */
export function newMember({ name, email }: { name: string; email: string }, pending?: User): User {
  const at = nowIso()
  return {
    id: pending?.id ?? newId(),
    name,
    email,
    role: "member",
    sessionEpoch: (pending?.sessionEpoch ?? 0) + 1,
    about: "",
    topicCount: 0,
    postCount: 0,
    createdAt: at,
    updatedAt: at,
    version: (pending?.version ?? 0) + 1,
  }
}

/** Writes a new member down, with what else has to happen at once. @throws ForumError conflict */
export async function enter(
  user: User,
  hash: string | undefined,
  pending: User | undefined,
  more: Write[] = [],
): Promise<User> {
  const replaces = pending && { user: pending, skeleton: skeletonOf(pending.name) }
  await commit([...more, ...putMember({ user, skeleton: skeletonOf(user.name), hash, replaces })])
  return user
}

/** Somebody registered this very address in this moment: they get the mail, and we give the same answer. */
function unlessAsked(error: unknown): undefined {
  if (error instanceof ForumError && error.code === "email-taken") return undefined
  throw error
}
