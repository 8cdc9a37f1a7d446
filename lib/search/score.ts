/** BM25F: how well a post answers words; a word in the title says more, and what is recent a little more. */
import { DAY } from "#lib/base/clock.ts"
import { TEXT_START } from "./analyse.ts"

// Measured on two collections (docs/adr/0090): the usual 1.2 and .75 do a little worse on posts of such lengths.
/** How much one more occurrence still adds. */
const K1 = 2
/** How much long texts pay for their length. */
const B_TITLE = 0.5
const B_TEXT = 0.6
const TITLE_WEIGHT = 3
/** Words further apart than this have nothing to do with each other; side by side they add so much. */
const NEAR = 3
const NEARNESS = 0.4
/** Words of a title. An average over all posts would be that of replies, which have none. */
const USUAL_TITLE = 7
/** What was written today scores this much more; half of it after half a year. */
const RECENCY = 0.15
const HALF_LIFE = 182 * DAY

export type Averages = { posts: number; textLength: number }

/** How telling a word is that `found` of `posts` posts have. */
export function rarity(found: number, posts: number): number {
  return Math.log(1 + (Math.max(posts, found) - found + 0.5) / (found + 0.5))
}

type Lengths = { titleLength: number; textLength: number }

/** How much a word is in a post, from 0 to 1; `places` are its positions. */
export function presence(places: readonly number[], post: Lengths, average: Averages): number {
  let inTitle = 0
  for (const place of places) if (place < TEXT_START) inTitle++
  return saturated(inTitle, places.length - inTitle, post, average)
}

/**
 * How much two words that follow each other in the query stand side by side in a post, from 0 to 1; what is rarer of
 * them says how much that tells. @param places of the one and of the other, ascending
 */
export function nearness(
  [some, others]: [readonly number[], readonly number[]],
  post: Lengths,
  average: Averages,
): number {
  let [inTitle, inText, i] = [0, 0, 0]
  for (const place of some) {
    while (i + 1 < others.length && Math.abs(others[i + 1]! - place) <= Math.abs(others[i]! - place)) i++
    const distance = Math.abs(others[i]! - place)
    if (distance === 0 || distance > NEAR) continue
    if (place < TEXT_START) inTitle += 1 / distance ** 2
    else inText += 1 / distance ** 2
  }
  return NEARNESS * saturated(inTitle, inText, post, average)
}

function saturated(inTitle: number, inText: number, post: Lengths, average: Averages): number {
  const weighed =
    (TITLE_WEIGHT * inTitle) / lengthNorm(B_TITLE, post.titleLength, USUAL_TITLE) +
    inText / lengthNorm(B_TEXT, post.textLength, average.textLength)
  return weighed / (K1 + weighed)
}

const lengthNorm = (b: number, length: number, average: number): number =>
  1 - b + (b * length) / Math.max(average, 1)

/** @param age milliseconds */
export function freshness(age: number): number {
  return 1 + RECENCY * 0.5 ** (Math.max(age, 0) / HALF_LIFE)
}
