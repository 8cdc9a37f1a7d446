/** What others see of a member, for themselves to change; and of somebody, for staff to take away. */
import type { Clearable } from "#lib/db/items/clearings.ts"
import type { TrustLevel } from "#lib/db/items/users.ts"
import { clearingsOf } from "#lib/db/patterns/clearings.ts"
import { getAvatar } from "#lib/db/patterns/uploads.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { renderAbout } from "#lib/forum/about.ts"
import { can } from "#lib/forum/access.ts"
import type { Actor, Member } from "#lib/forum/actor.ts"
import { markOf, memberForStaff } from "#lib/forum/clearing.ts"
import { settings } from "#lib/forum/settings.ts"
import { isSilenced, isSuspended } from "#lib/forum/suspended.ts"
import { earnedLevel, figuresOf } from "#lib/forum/trust.ts"

export type ProfileSettings = {
  id: string
  name: string
  /** As it was typed. */
  about: string
  /** Which picture stands beside the name; absent where it is their initials. */
  avatar?: string
  suspended: boolean
  showsLastSeen: boolean
  /** What staff took away lately, and why. */
  cleared: { what: Clearable; reason: string; at: string }[]
}

export async function loadProfileSettings(member: Member): Promise<ProfileSettings> {
  const [user, avatar, clearings] = await Promise.all([
    getUser(member.id, { consistent: true }),
    getAvatar(member.id, { consistent: true }),
    clearingsOf(member.id),
  ])
  return {
    id: member.id,
    name: member.name,
    about: user?.about ?? "",
    ...(avatar && { avatar: avatar.version }),
    suspended: isSuspended(member) || isSilenced(member),
    showsLastSeen: user?.showsLastSeen ?? false,
    cleared: clearings.map(({ what, reason, at }) => ({ what, reason, at })),
  }
}

export type ProfileToClear = {
  id: string
  name: string
  aboutHtml: string
  /** Names the text. */
  aboutMark: string
  avatar?: string
  mayClear: boolean
  /** What staff gave, and what they would have by what they do. */
  trust: { mayChoose: boolean; given?: TrustLevel; earned: TrustLevel }
  cleared: { what: Clearable; by: string; reason: string; at: string }[]
}

/** @throws ForumError not-found, also to who is no staff */
export async function loadProfileToClear(actor: Actor, id: string): Promise<ProfileToClear> {
  const user = await memberForStaff(actor, id)
  const [avatar, clearings] = await Promise.all([
    getAvatar(user.id, { consistent: true }),
    clearingsOf(user.id),
  ])
  return {
    id: user.id,
    name: user.name,
    aboutHtml: user.about && renderAbout(user.id, user.about).html,
    aboutMark: markOf(user.about),
    ...(avatar && { avatar: avatar.version }),
    mayClear: can(actor, "member.clear", { member: user }),
    trust: {
      mayChoose: can(actor, "member.trust", { member: user }),
      ...(user.trustGiven !== undefined && { given: user.trustGiven }),
      earned: earnedLevel(figuresOf(user), await settings()),
    },
    cleared: clearings.map(({ what, by, reason, at }) => ({ what, by: by.name, reason, at })),
  }
}
