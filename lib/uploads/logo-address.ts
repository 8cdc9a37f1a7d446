/** Addresses of the forum's logo: another one has another address. */

export const logoPath = (version: string): string => `/logos/${version.toLowerCase()}`

export function logoAsked(path: string): string | undefined {
  return /^\/logos\/([0-7][0-9a-hjkmnp-tv-z]{25})$/.exec(path)?.[1]?.toUpperCase()
}
