/** A search in the table's index: bounded readings, then scoring in memory. */
import { HOUR, now } from "#lib/base/clock.ts"
import { timeOf } from "#lib/base/ids.ts"
import { means, type Wanted, wantedOf } from "../analyse.ts"
import { type Doc, type Posting, readPlaces } from "../block.ts"
import { FILTER } from "../indexed.ts"
import { DEFAULT_LANGUAGE } from "../languages.ts"
import { freshness, nearness, presence, rarity } from "../score.ts"
import {
  type Filters,
  type Found,
  type Hit,
  type Place,
  type Scope,
  type Wish,
  wordsOfWish,
} from "../search-index.ts"
import { followsIn } from "./phrases.ts"
import { type Reading, readIndex } from "./reading.ts"

/** Words of a query that are looked for: the longest, which tell most. */
const MAX_WORDS = 16
/** Languages in which a word is looked for. */
const MAX_LANGUAGES = 3
/** Who asks for so few words means all of them, when a page can be filled with what has them. */
const FEW_WORDS = 3
const WHOLE = 0.999

/** What the readers of `scopes` find. */
export async function findInTable(scopes: readonly Scope[], wish: Wish): Promise<Found> {
  const index = await readIndex(scopes)
  const languages = languagesOf(index)
  const phrases = wish.phrases.map((phrase) => wantedOf(phrase, languages)).filter(({ length }) => length > 0)
  const all = wordsOfWish(wantedOf(wish.text, languages), phrases)
  const words = all.toSorted((a, b) => b.word.length - a.word.length).slice(0, MAX_WORDS)
  const filters = filterTerms(wish.filters)
  const wanted = words.length > 0 ? words : [{ anyOf: filters, forms: new Map(), word: "", stop: false }]
  await index.load(wanted)
  const matches = collect(index, wanted, wish.filters)
  const neighbours = neighboursIn(all, words)
  const scored = scoreAll(index, { wanted, neighbours, phrases }, matches, words.length > 0).filter(
    ({ share }) => share >= (wish.least ?? 0),
  )
  return { ...pageOf(scored, wish, words.length, index.isPartial), languages }
}

function languagesOf(index: Reading): string[] {
  const counts = new Map<string, number>([[DEFAULT_LANGUAGE, 0.5]])
  for (const { languages } of index.segments)
    for (const [language, posts] of Object.entries(languages))
      counts.set(language, (counts.get(language) ?? 0) + posts)
  for (const { doc } of index.fresh) counts.set(doc.language, (counts.get(doc.language) ?? 0) + 1)
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MAX_LANGUAGES)
    .map(([language]) => language)
}

/** Where no word is asked for, the narrowest filter says which posts there are. */
function filterTerms({ topic, author, tags, categories }: Filters): string[] {
  if (topic) return [FILTER.topic + topic]
  if (author) return [FILTER.author + author]
  if (tags[0]) return [FILTER.tag + tags[0]]
  return categories ? categories.map((category) => FILTER.category + category) : [FILTER.any]
}

/** A post that has some of the words: `places` by the number of the word. */
type Match = { doc: Doc; places: Map<number, number[]> }
type Matches = { posts: Match[]; found: number[] }

function collect(index: Reading, wanted: readonly Wanted[], filters: Filters): Matches {
  const newest = new Map<string, Doc>()
  const found: number[] = []
  const perWord = wanted.map((word) => {
    const lists = word.anyOf.map((term) => {
      const all = index.postingsOf(term)
      const list = all.list.filter(({ doc }) => means(word, term, doc.language))
      return { list, found: all.list.length > 0 ? (all.found * list.length) / all.list.length : 0 }
    })
    found.push(lists.reduce((sum, list) => sum + list.found, 0))
    return lists.flatMap(({ list }) => list)
  })
  for (const { doc } of index.fresh) newest.set(doc.post, doc)
  for (const { doc } of perWord.flat())
    if (doc.stamp > (newest.get(doc.post)?.stamp ?? -1)) newest.set(doc.post, doc)
  const matches = new Map<string, Match>()
  perWord.forEach((list, word) => {
    for (const posting of list) addTo(matches, posting, word)
  })
  return { posts: [...matches.values()], found }

  function addTo(all: Map<string, Match>, { doc, places }: Posting, word: number): void {
    if (newest.get(doc.post)?.stamp !== doc.stamp || !index.isAlive(doc) || !fits(doc, filters)) return
    const match = all.get(doc.post) ?? { doc, places: new Map() }
    const own = [...(match.places.get(word) ?? []), ...readPlaces(places)]
    match.places.set(
      word,
      [...new Set(own)].sort((a, b) => a - b),
    )
    all.set(doc.post, match)
  }
}

function fits(doc: Doc, { categories, tags, author, topic, before, after, firstOnly }: Filters): boolean {
  if (categories && !categories.includes(doc.category)) return false
  if (author && doc.author !== author) return false
  if (topic && doc.topic !== topic) return false
  if (firstOnly && !doc.isFirst) return false
  if (!tags.every((tag) => doc.tags.includes(tag))) return false
  const time = timeOf(doc.post)
  return (!before || time < Date.parse(before)) && (!after || time >= Date.parse(after))
}

/** Which words, by their numbers in `words`, follow each other in the query. */
function neighboursIn(all: readonly Wanted[], words: readonly Wanted[]): [number, number][] {
  const inOrder = all.map((word) => words.indexOf(word)).filter((number) => number >= 0)
  return inOrder.slice(1).map((number, i) => [inOrder[i]!, number])
}

type Scored = { doc: Doc; score: number; share: number }

type Sought = { wanted: readonly Wanted[]; neighbours: readonly [number, number][]; phrases: Wanted[][] }

function scoreAll(
  index: Reading,
  { wanted, neighbours, phrases }: Sought,
  { posts, found }: Matches,
  hasWords: boolean,
): Scored[] {
  if (!hasWords) return posts.map(({ doc }) => ({ doc, score: 0, share: 1 }))
  const rarities = found.map((count) => rarity(count, index.averages.posts))
  const sought = rarities.reduce((sum, own, i) => sum + (found[i]! > 0 ? own : 0), 0)
  // By the hour, so that the pages of a list fit together.
  const time = Math.floor(now() / HOUR) * HOUR
  const scored: Scored[] = []
  for (const { doc, places } of posts) {
    if (!phrases.every((phrase) => followsIn(phrase, wanted, places))) continue
    let score = 0
    let matched = 0
    for (const [word, at] of places) {
      score += rarities[word]! * presence(at, doc, index.averages)
      matched += rarities[word]!
    }
    for (const [one, other] of neighbours) {
      const both = [places.get(one), places.get(other)] as const
      if (both[0] && both[1])
        score +=
          Math.min(rarities[one]!, rarities[other]!) * nearness([both[0], both[1]], doc, index.averages)
    }
    const share = sought > 0 ? matched / sought : 1
    scored.push({ doc, share, score: Math.round(1e4 * score * freshness(time - timeOf(doc.post))) })
  }
  return scored
}

/**
 * What counts as found. By date only what has all words, where anything has; by relevance also what has some, below
 * it, unless few words were asked for and enough has them all.
 */
function chosen(scored: Scored[], byDate: boolean, words: number, size: number): Scored[] {
  const whole = scored.filter(({ share }) => share >= WHOLE)
  const enough = byDate ? whole.length > 0 : words <= FEW_WORDS && whole.length >= size
  return enough ? whole : scored
}

function pageOf(scored: Scored[], wish: Wish, words: number, isPartial: boolean): Omit<Found, "languages"> {
  const byDate = wish.order === "date"
  const ranked = chosen(scored, byDate, words, wish.size)
    .map((one) => (byDate ? { ...one, score: 0 } : one))
    .toSorted((a, b) => b.score - a.score || (a.doc.post < b.doc.post ? 1 : -1))
  const perTopic = Map.groupBy(ranked, ({ doc }) => doc.topic)
  const listed = wish.byTopic ? [...perTopic.values()].map(([best]) => best!) : ranked
  const { after, size } = wish
  const rest = after ? listed.filter(({ doc, score }) => isAfter(after, { score, post: doc.post })) : listed
  const hits = rest.slice(0, size).map(({ doc, score }): Hit => {
    const { post, topic, category } = doc
    return { post, topic, category, score, others: wish.byTopic ? perTopic.get(topic)!.length - 1 : 0 }
  })
  const last = hits.at(-1)
  return {
    hits,
    posts: ranked.length,
    topics: perTopic.size,
    more: isPartial,
    ...(last && rest.length > size && { next: { score: last.score, post: last.post } }),
  }
}

function isAfter(last: Place, { score, post }: Place): boolean {
  return score < last.score || (score === last.score && post < last.post)
}
