/** What a member may do with the account itself: another name, an archive, leaving. */
import { now } from "#lib/base/clock.ts"
import { isUnfinished, type Saga } from "#lib/db/items/sagas.ts"
import { sagaOfMember } from "#lib/db/patterns/sagas.ts"
import { getUser, passwordHashOf } from "#lib/db/patterns/users.ts"
import type { Member } from "#lib/forum/actor.ts"
import { archiveEnds, EXPORTING, isFetchable } from "#lib/forum/exporting.ts"
import { nextRename, RENAMING } from "#lib/forum/renaming.ts"
import { isSilenced, isSuspended } from "#lib/forum/suspended.ts"
import { archivePath } from "#lib/web/account-paths.ts"
import { progressPath } from "#lib/web/paths.ts"

export type AccountSettings = {
  name: string
  formerNames: string[]
  /** From when on they may take another name (ISO 8601), while that lies ahead. */
  nextRename?: string
  suspended: boolean
  /** Where to look how far the last renaming is, while it is under way. */
  renaming?: string
  archive?: { progress: string } | { href: string; until: string }
  hasPassword: boolean
  /** Where a mail reaches them. */
  email?: string
  isOwner: boolean
}

export async function loadAccountSettings(member: Member): Promise<AccountSettings> {
  const [user, hash, renaming, exporting] = await Promise.all([
    getUser(member.id, { consistent: true }),
    passwordHashOf(member.id),
    sagaOfMember(member.id, RENAMING),
    sagaOfMember(member.id, EXPORTING),
  ])
  const next = user ? nextRename(user) : 0
  const archive = exporting && archiveOf(exporting)
  return {
    name: member.name,
    formerNames: user?.formerNames ?? [],
    ...(next > now() && { nextRename: new Date(next).toISOString() }),
    suspended: isSuspended(member) || isSilenced(member),
    ...(renaming && isUnfinished(renaming) && { renaming: progressPath(renaming.id) }),
    ...(archive && { archive }),
    hasPassword: hash !== undefined,
    ...(user?.email && { email: user.email }),
    isOwner: member.role === "owner",
  }
}

function archiveOf(saga: Saga): AccountSettings["archive"] {
  if (isUnfinished(saga)) return { progress: progressPath(saga.id) }
  return isFetchable(saga) ? { href: archivePath(saga.id), until: archiveEnds(saga) } : undefined
}
