/** What every key is made of, and how a part of one collection is asked for. */

export type Key = { PK: string; SK: string }

/** Sorts after every character with which a part of a key begins. */
const HIGHEST = "~"

/** All sort keys that begin with `prefix`, as the two ends of a BETWEEN. */
export const all = (prefix: string): [string, string] => [prefix, prefix + HIGHEST]
/** Every sort key that begins with a time. */
export const ALL_TIMES: [string, string] = ["0", HIGHEST]
/** The highest sort key below that one: BETWEEN includes its ends. */
export const justBelow = (sort: string): string =>
  sort.slice(0, -1) + String.fromCharCode(sort.charCodeAt(sort.length - 1) - 1) + HIGHEST
/** The lowest sort key above that one. */
export const justAbove = (sort: string): string => `${sort} `

/** The key of what lies alone in its partition. */
export const same = (key: string): Key => ({ PK: key, SK: key })
export const padded = (n: number): string => String(n).padStart(8, "0")
/** A sort key by time. */
export const timed = (at: string, id: string): string => `${at}#${id}`
