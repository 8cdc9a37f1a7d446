/** How a thing becomes an item and comes back: encoded with its keys, decoded with its schema. */
import { z } from "zod"
import { now } from "#lib/base/clock.ts"
import type { Key } from "../keys/key.ts"
import type { Raw } from "../query.ts"

/** Index keys beside the main key; an index whose keys are absent does not hold the item. */
export type IndexKeys = Partial<Record<`GSI${1 | 2 | 3}${"PK" | "SK"}`, string>>

export type Entity<T> = {
  encode(thing: T): Record<string, unknown>
  decode(item: Raw): T
  /** The thing, unless there is none or its time to live is over (DynamoDB deletes late). */
  read(item: Raw | undefined): T | undefined
  /** All that are there, in order. */
  readAll(items: (Raw | undefined)[]): T[]
}

/** @param keys the item's key and index keys, from the thing itself */
export function entity<S extends z.ZodType<Record<string, unknown>>>(
  entityType: string,
  schema: S,
  keys: (thing: z.output<S>) => Key & IndexKeys,
): Entity<z.output<S>> {
  type T = z.output<S>
  const decode = (item: Raw): T => schema.parse(item)
  const read = (item: Raw | undefined): T | undefined => (item && !isExpired(item) ? decode(item) : undefined)
  return {
    encode: (thing) => ({ ...keys(thing), entityType, ...thing }),
    decode,
    read,
    readAll: (items) => items.map(read).filter((thing) => thing !== undefined),
  }
}

function isExpired(item: Raw): boolean {
  return typeof item.expiresAt === "number" && item.expiresAt * 1000 <= now()
}

/** Who did something, by the name they had then. */
export const Person = z.object({ id: z.string(), name: z.string() })
export type Person = z.output<typeof Person>

/** Removing is a state: who, when and why. */
export const Removal = z.object({
  by: Person,
  at: z.string(),
  why: z.string().optional(),
  byStaff: z.boolean(),
  /** Whether it was known that `why` would stand in its place for everybody. */
  told: z.literal(true).optional(),
  /** The act that removed all that its author wrote: what it is undone by. */
  sweep: z.string().optional(),
})
export type Removal = z.output<typeof Removal>
