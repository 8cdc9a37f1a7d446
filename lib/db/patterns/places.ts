/** Where a thing lives now, by its id alone. The index that knows may lag behind the table for a moment. */

import { LRUCache } from "lru-cache"
import { now, SECOND, sleep } from "#lib/base/clock.ts"
import { timeOf } from "#lib/base/ids.ts"
import { byId } from "../keys/indexes.ts"
import type { Key } from "../keys/key.ts"
import { query } from "../query.ts"

/** An index follows its table within milliseconds; only what is younger than this is looked for again. */
const YOUNG = 10 * SECOND
const WAITS = [25, 75, 150]

/** Where things were found last: only a hint, since what is read there tells whether it still is so. */
const places = new LRUCache<string, Key>({ max: 20_000 })

/** Tells where a thing was put, as the stream says: it is found there although the index may be late. */
export function liesNow(kind: "TOPIC" | "POST", id: string, place: Key): void {
  places.set(byId(kind, id), { PK: place.PK, SK: place.SK })
}

/** Tells where a thing may lie, for who has read so: it is looked for there before the index is asked. */
export function mayLie(kind: "TOPIC" | "POST", id: string, place: Key): void {
  const name = byId(kind, id)
  if (!places.has(name)) places.set(name, place)
}

/**
 * Reads the thing where the index says that it lives. What was made just now or is being moved may not be there
 * yet: it is looked for again, so that whoever acts finds what they made.
 * @param read gives the thing at an index entry, or undefined when it has left
 */
export async function lookUp<T>(
  kind: "TOPIC" | "POST",
  id: string,
  read: (place: Key) => Promise<T | undefined>,
): Promise<T | undefined> {
  const name = byId(kind, id)
  const known = places.get(name)
  const there = known && (await read(known))
  if (there) return there
  for (const wait of [...WAITS, undefined]) {
    // Two, because a thing that moves may have its old entry beside the new one.
    const { items } = await query({ index: "GSI2", pk: name, limit: 2 })
    for (const entry of items) {
      const thing = await read(entry)
      if (!thing) continue
      places.set(name, { PK: entry.PK, SK: entry.SK })
      return thing
    }
    const mayCome = items.length > 0 || Math.abs(now() - timeOf(id)) < YOUNG
    if (!mayCome || wait === undefined) return undefined
    await sleep(wait)
  }
}

/**
 * Several things at once; what is not where it was is asked of the index, and what is nowhere is left out. For
 * lists, which need not wait for what was made just now.
 * @param read gives the things at these places, in their order
 */
export async function lookUpMany<T>(
  kind: "TOPIC" | "POST",
  ids: string[],
  read: (places: Key[]) => Promise<(T | undefined)[]>,
): Promise<T[]> {
  const found = new Map<string, T>()
  const note = async (all: { name: string; place: Key }[]): Promise<void> => {
    const things = await read(all.map(({ place }) => place))
    for (const [i, { name, place }] of all.entries()) {
      const thing = things[i]
      if (thing === undefined) continue
      found.set(name, thing)
      places.set(name, place)
    }
  }
  const names = [...new Set(ids)].map((id) => byId(kind, id))
  await note(names.map((name) => ({ name, place: places.get(name) })).filter(isKnown))
  const missing = names.filter((name) => !found.has(name))
  const entries = await Promise.all(
    missing.map(async (name) => (await query({ index: "GSI2", pk: name, limit: 2 })).items),
  )
  await note(missing.flatMap((name, i) => entries[i]!.map(({ PK, SK }) => ({ name, place: { PK, SK } }))))
  return names.flatMap((name) => found.get(name) ?? [])
}

const isKnown = (one: { name: string; place: Key | undefined }): one is { name: string; place: Key } =>
  one.place !== undefined
