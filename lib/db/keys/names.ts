/** Names of members in the order of their letters, for who types the beginning of one. */
import type { Key } from "./key.ts"

/** @param folded as `folded()` of lib/forum/names.ts makes it: without capitals. It is not empty */
export const nameKey = (folded: string, user: string): Key => ({
  PK: namesUnder(folded),
  SK: `${folded}#${user}`,
})
/** All that begin with the same letter lie together. */
export const namesUnder = (folded: string): string => `NAMES#${[...folded][0]}`
