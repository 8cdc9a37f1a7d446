/** Addresses of the pictures beside members' names. Free of everything else: each page of each reader loads it. */

export const AVATAR_SIZES = [48, 96, 240] as const
export type AvatarSize = (typeof AVATAR_SIZES)[number]

/** The picture beside a member's name: the same address whatever it shows, so that no page has to change with it. */
export const avatarPath = (user: string, size: AvatarSize): string => `/avatars/${user.toLowerCase()}/${size}`

export function avatarAsked(path: string): { user: string; size: AvatarSize } | undefined {
  const [, user, size] = /^\/avatars\/([0-7][0-9a-hjkmnp-tv-z]{25})\/(48|96|240)$/.exec(path) ?? []
  return user && size ? { user: user.toUpperCase(), size: Number(size) as AvatarSize } : undefined
}
