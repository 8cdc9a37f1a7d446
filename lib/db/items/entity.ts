/** How a thing becomes an item and comes back: encoded with its keys, decoded with its schema. */
import { LRUCache } from "lru-cache"
import { z } from "zod"
import { now } from "#lib/base/clock.ts"
import type { Key } from "../keys/key.ts"
import type { Raw } from "../query.ts"
import { stepsOf } from "../versions/registered.ts"
import { broughtUp } from "../versions/step.ts"

/** Index keys beside the main key; an index whose keys are absent does not hold the item. */
export type IndexKeys = Partial<Record<`GSI${1 | 2 | 3}${"PK" | "SK"}`, string>>

export type Entity<T> = {
  encode(thing: T): Record<string, unknown>
  decode(item: Raw): T
  /** The thing, unless there is none or its time to live is over (DynamoDB deletes late). */
  read(item: Raw | undefined): T | undefined
  /** All that are there, in order. */
  readAll(items: (Raw | undefined)[]): T[]
  /** As `read`, for lists that people look at: what cannot be read is named in the log, and the list does without. */
  readIf(item: Raw | undefined): T | undefined
  /** All of them that can be read, in order. */
  listed(items: (Raw | undefined)[]): T[]
}

/** @param keys the item's key and index keys, from the thing itself */
export function entity<S extends z.ZodType<Record<string, unknown>>>(
  entityType: string,
  schema: S,
  keys: (thing: z.output<S>) => Key & IndexKeys,
): Entity<z.output<S>> {
  type T = z.output<S>
  const steps = stepsOf(entityType)
  // Whichever version wrote it, and is still at work.
  const present = (item: Raw): Raw => (steps.length > 0 ? broughtUp(item, steps) : item)
  const decode = (item: Raw): T => schema.parse(present(item))
  const read = (item: Raw | undefined): T | undefined => (item && !isExpired(item) ? decode(item) : undefined)
  const readIf = (item: Raw | undefined): T | undefined => {
    try {
      return read(item)
    } catch (error) {
      if (!(error instanceof z.ZodError) || !item) throw error
      complain(entityType, item, error)
      return undefined
    }
  }
  return {
    encode: (thing) => present({ ...keys(thing), entityType, ...thing }),
    decode,
    read,
    readAll: (items) => items.map(read).filter((thing) => thing !== undefined),
    readIf,
    listed: (items) => items.map(readIf).filter((thing) => thing !== undefined),
  }
}

/** Of each item once: a list is made again and again. */
const complainedOf = new LRUCache<string, true>({ max: 1_000 })

function complain(entityType: string, { PK, SK }: Raw, error: z.ZodError): void {
  const name = `${PK} ${SK}`
  if (complainedOf.has(name)) return
  complainedOf.set(name, true)
  const why = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ")
  console.error(`${entityType} ${name} cannot be read, and lists leave it out: ${why}`)
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
  /** Whether it was known that `why` would stand in its place for everybody who reads there. */
  told: z.literal(true).optional(),
  /** Who read there then; absent: everybody. */
  toldTo: z.enum(["everyone", "members", "staff", "nobody"]).optional(),
  /** The act that removed many, say all that its author wrote: what it is undone by. */
  sweep: z.string().optional(),
})
export type Removal = z.output<typeof Removal>
