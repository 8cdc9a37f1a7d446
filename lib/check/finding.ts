/** What the consistency check looks at, and what it finds wrong. */
import type { Raw } from "#lib/db/query.ts"

/** Everything that is wrong with one item, in words for the operator; none when all is right. */
export type Look = (item: Raw, underWay: UnderWay) => Promise<string[]>

/** Ids of members and topics that a saga is at work on: not all of what it changes has changed yet. */
export type UnderWay = ReadonlySet<string>

export type Finding = { entityType: string; key: string; wrong: string[] }

/** `words` when it is not so. */
export function unless(isRight: unknown, words: string): string[] {
  return isRight ? [] : [words]
}

/** Whether an item has the keys that its thing would be written with. */
export function wrongKeys(item: Raw, written: Record<string, unknown>): string[] {
  const names = ["PK", "SK", ...[1, 2, 3].flatMap((n) => [`GSI${n}PK`, `GSI${n}SK`])]
  return names
    .filter((name) => item[name] !== written[name])
    .map((name) => `${name} is ${item[name] ?? "absent"}, not ${written[name] ?? "absent"}`)
}

export function differ<T>(what: string, actual: T, expected: T): string[] {
  return actual === expected ? [] : [`${what}: ${actual}, not ${expected}`]
}
