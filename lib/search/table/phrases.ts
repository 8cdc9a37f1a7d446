/** Words that stand side by side. */
import type { Wanted } from "../analyse.ts"

/**
 * Whether the words of a phrase follow each other in a post. Words that say nothing are in no text's index: their
 * places are left open.
 * @param places of the post's words, by their number in `wanted`
 */
export function followsIn(
  phrase: readonly Wanted[],
  wanted: readonly Wanted[],
  places: ReadonlyMap<number, readonly number[]>,
): boolean {
  const number = new Map(wanted.map(({ anyOf }, i) => [anyOf.join(" "), i]))
  const sought = phrase.flatMap(({ anyOf }, offset) => {
    const word = number.get(anyOf.join(" "))
    return word === undefined ? [] : [{ offset, at: places.get(word) }]
  })
  const [first, ...others] = sought
  if (!first) return true
  if (sought.some(({ at }) => at === undefined)) return false
  const sets = others.map(({ offset, at }) => ({ by: offset - first.offset, at: new Set(at) }))
  return first.at!.some((place) => sets.every(({ by, at }) => at.has(place + by)))
}
