/** Trust: what members have earned by being here and by writing, or were given by staff, and what follows from it. */
import { DAY, now } from "#lib/base/clock.ts"
import { timeOf } from "#lib/base/ids.ts"
import type { TrustLevel, User } from "#lib/db/items/users.ts"
import type { Member } from "./actor.ts"
import { SETTINGS, type SettingValues } from "./settings-list.ts"

/** New, member, regular; trusted is given by staff alone. */
export const TRUST_LEVELS = ["new", "member", "regular", "trusted"] as const

/** Whoever is here for so long is new no more, also where not everybody reads what they write. */
export const FIRST_DAYS = 30

export type Figures = { posts: number; days: number; likes: number; joinedAt: number }

/** What counts: public posts, days on which they were here, likes of what everybody may read. */
export function figuresOf(user: Pick<User, "id" | "postCount" | "likesReceived" | "daysHere">): Figures {
  const { id, postCount: posts, likesReceived: likes = 0, daysHere: days = 0 } = user
  return { posts, days, likes, joinedAt: timeOf(id) }
}

export type Thresholds = Pick<
  SettingValues,
  | "trust-member-posts"
  | "trust-member-days"
  | "trust-regular-posts"
  | "trust-regular-days"
  | "trust-regular-likes"
>

/** As it comes, where nothing was set. */
const PRESET: Thresholds = {
  "trust-member-posts": SETTINGS["trust-member-posts"].default,
  "trust-member-days": SETTINGS["trust-member-days"].default,
  "trust-regular-posts": SETTINGS["trust-regular-posts"].default,
  "trust-regular-days": SETTINGS["trust-regular-days"].default,
  "trust-regular-likes": SETTINGS["trust-regular-likes"].default,
}

/** The level that figures earn: who writes, or comes back to read, is known; who does both, and is liked, is regular. */
export function earnedLevel({ posts, days, likes, joinedAt }: Figures, set: Thresholds = PRESET): TrustLevel {
  const isKnown =
    posts >= set["trust-member-posts"] ||
    days >= set["trust-member-days"] ||
    now() - joinedAt >= FIRST_DAYS * DAY
  if (!isKnown) return 0
  const isRegular =
    posts >= set["trust-regular-posts"] &&
    days >= set["trust-regular-days"] &&
    likes >= set["trust-regular-likes"]
  return isRegular ? 2 : 1
}

/** Of who acts. Where it was not read with them, it is what their posts earn. */
export function levelOf({ level, id, postCount }: Pick<Member, "level" | "id" | "postCount">): TrustLevel {
  return level ?? earnedLevel(figuresOf({ id, postCount }))
}

/** A member's level: what staff gave them, or what they have earned. */
export function trustOf(user: User, set?: Thresholds): TrustLevel {
  return user.trustGiven ?? earnedLevel(figuresOf(user), set)
}
