/** Invitations: links by which somebody may register, however newcomers come in otherwise (ADR 0287). */
import { createHash, randomBytes } from "node:crypto"
import { z } from "zod"
import { DAY, epochSecondsIn, now, nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Invitation } from "#lib/db/items/invitations.ts"
import type { User } from "#lib/db/items/users.ts"
import { findInvitation, openInvitationsOf } from "#lib/db/patterns/invitations.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { endInvitation, putInvitation, putInvited, spendInvitation } from "#lib/db/writes/invitations.ts"
import { spend } from "#lib/limits/spend.ts"
import { t } from "#lib/words/t.ts"
import { authorize, can } from "./access.ts"
import { type Actor, type Member, memberFrom, requireMember } from "./actor.ts"
import { aboutForum, told } from "./administering.ts"
import { clean } from "./cleaning.ts"
import { settings } from "./settings.ts"

/** What one invitation may be, by who makes it. */
export const MOST = {
  administrator: { people: 1000, days: 365 },
  member: { people: 5, days: 30 },
} as const
/** Open ones of one member at a time. */
export const MOST_OPEN = 10
/** After its end staff may still ask what became of it. */
const KEPT_FOR = 30 * DAY
const SECRET = /^[\w-]{43}$/

export const InvitationInput = z.object({
  people: whole("people"),
  days: whole("days"),
  note: z
    .string()
    .default("")
    .transform((typed) => clean(typed).replace(/\s+/g, " ").trim().slice(0, 100)),
})
export const WithdrawalInput = z.object({ invitation: z.string().regex(SECRET) })

function whole(field: "people" | "days") {
  const error = () => t(`invitations.no-${field}`)
  return z
    .string()
    .trim()
    .min(1, { error })
    .transform(Number)
    .pipe(z.number({ error }).int({ error }).min(1, { error }))
}

/** Whether this member may invite people now. */
export async function mayInvite(actor: Actor): Promise<boolean> {
  return can(actor, "member.invite", { from: (await settings())["who-invites"] })
}

const most = (member: Member) => MOST[can(member, "settings.change", {}) ? "administrator" : "member"]

/**
 * Makes an invitation. @returns the secret of its link, which nobody can be told again
 * @throws ForumError unauthenticated, forbidden, limited, invalid with `field`; conflict where they have too many open
 */
export async function invite(
  actor: Actor,
  { people, days, note }: z.output<typeof InvitationInput>,
): Promise<{ secret: string; invitation: Invitation }> {
  authorize(actor, "member.invite", { from: (await settings())["who-invites"] })
  const member = requireMember(actor)
  const bounds = most(member)
  for (const [field, asked, max] of [
    ["people", people, bounds.people],
    ["days", days, bounds.days],
  ] as const)
    if (asked > max) {
      const message = t(`invitations.most-${field}`, { max })
      throw new ForumError("invalid", "invalid-input", { field, message })
    }
  const isAdministrator = can(member, "settings.change", {})
  const open = isAdministrator ? [] : await openInvitationsOf(member.id)
  if (open.filter(({ endsAt }) => endsAt > nowIso()).length >= MOST_OPEN)
    throw new ForumError("conflict", "invitations-many")
  await spend("member.invite", member.id)
  const secret = randomBytes(32).toString("base64url")
  const invitation: Invitation = {
    ...{ hash: hashOf(secret), by: member.id, left: people, of: people, createdAt: nowIso() },
    ...(note && { note }),
    endsAt: new Date(now() + days * DAY).toISOString(),
    expiresAt: epochSecondsIn(days * DAY + KEPT_FOR),
  }
  await untilSettled(async () => {
    const event = { act: "invitation-made", after: { people, endsAt: invitation.endsAt } } as const
    await commit([putInvitation(invitation), await told(member, aboutInvitation(invitation), event)])
    return invitation
  })
  return { secret, invitation }
}

/** Ends one: whoever has its link comes in by it no more. Own ones, and administrators any. @throws ForumError forbidden, not-found */
export function withdraw(
  actor: Actor,
  { invitation }: z.output<typeof WithdrawalInput>,
): Promise<Invitation> {
  return untilSettled(async () => {
    const member = requireMember(actor)
    const found = await findInvitation(invitation)
    const isOwn = found?.by === member.id
    // Whose it is not does not learn whether there is such a one.
    if (!isOwn && !can(member, "settings.change", {})) throw new ForumError("forbidden", "not-allowed")
    if (!found || found.left === 0) throw new ForumError("not-found", "invitation-gone")
    await commit([
      endInvitation(found),
      await told(member, aboutInvitation(found), { act: "invitation-ended", before: { people: found.left } }),
    ])
    return found
  })
}

/** Without its note, which is not for moderators. */
const aboutInvitation = ({ hash }: Invitation) => aboutForum(`invitation ${hash}`, t("invitations.one"))

/** The invitation of a link, if somebody may register by it now. */
export async function goodInvitation(secret: string | undefined): Promise<Invitation | undefined> {
  const found = secret && SECRET.test(secret) ? await findInvitation(hashOf(secret)) : undefined
  if (!found || found.left === 0 || found.endsAt <= nowIso()) return undefined
  return (await isStillAllowed(found)) ? found : undefined
}

/** Who invited is still here, and may: not somebody who was sent away meanwhile. */
async function isStillAllowed({ by, of }: Invitation): Promise<boolean> {
  const user = await getUser(by, { consistent: true })
  const set = await settings()
  // More people than a member may invite come by one of an administrator alone.
  const from = of > MOST.member.people ? "administrators" : set["who-invites"]
  return user?.verifiedAt !== undefined && can(memberFrom(user, set), "member.invite", { from })
}

/**
 * What lets somebody in who registered by an invitation, who has confirmed their address now. Its end was asked when
 * they registered: a mail may be late.
 * @returns undefined where it was used up or withdrawn meanwhile, or there is none
 */
export async function invitedIn(user: User): Promise<{ by: string; writes: Write[] } | undefined> {
  const found = user.invitation ? await findInvitation(user.invitation) : undefined
  if (!found || found.left === 0 || !(await isStillAllowed(found))) return undefined
  return {
    by: found.by,
    writes: [spendInvitation(found), putInvited({ by: found.by, user: user.id, at: nowIso() })],
  }
}

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url")
