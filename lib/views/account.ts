/** What the account page shows to its owner. */
import { type OwnSession, ownSessions } from "#lib/auth/sessions.ts"
import { getUser, passwordHashOf } from "#lib/db/patterns/users.ts"
import { can } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { mayInvite } from "#lib/forum/invitations.ts"
import { isStaff } from "#lib/forum/ranks.ts"
import { settings } from "#lib/forum/settings.ts"
import { t } from "#lib/words/t.ts"
import { loadTree } from "./category-tree.ts"
import { waitingCases } from "./moderation.ts"
import { type Standing, standingOf } from "./standing.ts"
import { type Taken, takenFrom } from "./taken.ts"

export type AccountView = {
  name: string
  email?: string
  role: string
  /** The role that they have again with two-step sign-in. */
  awaits?: string
  hasPassword: boolean
  /** Where they are signed in, this browser first. */
  sessions: OwnSession[]
  /** How many cases wait for them, of who sees a queue; more than 50 are 51. */
  waiting?: number
  /** Whether they may see the administrators' panel. */
  administers: boolean
  /** Whether there is a page of their invitations. */
  invites: boolean
  /** What their level of trust lets them do; absent of staff. */
  standing?: Standing
  /** What staff took from them, while it lasts. */
  taken?: Taken
}

/** The actor's own account; undefined for guests. @param token of the session that asks */
export async function loadAccount(actor: Actor, token: string | undefined): Promise<AccountView | undefined> {
  const user = actor.kind === "member" ? await getUser(actor.id, { consistent: true }) : undefined
  if (!user) return undefined
  const { name, email, role } = user
  const taken = takenFrom(actor)
  return {
    name,
    email,
    role,
    waiting: await waitingCases(actor, loadTree),
    ...(!isStaff(actor) && { standing: standingOf(user, await settings()) }),
    invites: await mayInvite(actor),
    administers: can(actor, "forum.administer", {}),
    sessions: await ownSessions(actor, token),
    hasPassword: (await passwordHashOf(user.id)) !== undefined,
    ...(actor.kind === "member" && actor.awaitsTwoStep && { awaits: t(`panel.role.${actor.awaitsTwoStep}`) }),
    ...(taken && { taken }),
  }
}
