/**
 * Up to where in the stream something was applied: one place for each shard that told of it. Numbers of one shard
 * grow in the order in which it tells them; between shards, and between streams, they say nothing.
 */

/** Where a change stands: which shard of which stream told it, and its number there. */
export type Place = { shard: string; sequence: string }

export const placeOf = ({ shard, sequence }: Place): Place => ({ shard, sequence })

/**
 * An item collection that is large or busy is told by several shards, and each is followed by others every few hours.
 * What is forgotten here would count again only if it came again, after as many other shards.
 */
const MOST_SHARDS = 4

/** Whether a change is in what was applied `through` a place (`shard:number shard:number …`, the latest first). */
export function isThrough(through: string | undefined, { shard, sequence }: Place): boolean {
  const known = placesIn(through).find((one) => one.shard === shard)
  return known !== undefined && BigInt(sequence) <= BigInt(known.sequence)
}

/** Those of them that are not. */
export function freshOf<P extends Place>(places: readonly P[], through: string | undefined): P[] {
  return places.filter((place) => !isThrough(through, place))
}

/** The same when these are applied, too, in whatever order. */
export function throughAlso(through: string | undefined, places: readonly Place[]): string {
  const known = placesIn(through)
  for (const place of places) {
    const at = known.findIndex((one) => one.shard === place.shard)
    const [before] = at < 0 ? [] : known.splice(at, 1)
    known.unshift(before && BigInt(before.sequence) > BigInt(place.sequence) ? before : place)
  }
  return known
    .slice(0, MOST_SHARDS)
    .map(({ shard, sequence }) => `${shard}:${BigInt(sequence)}`)
    .join(" ")
}

function placesIn(through = ""): Place[] {
  return through.split(" ").flatMap((one) => {
    const [shard, sequence] = one.split(":")
    return shard && sequence ? [{ shard, sequence }] : []
  })
}
