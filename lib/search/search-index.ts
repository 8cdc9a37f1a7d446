/** What a search index does, whichever keeps it: the table, or OpenSearch. */
import type { Wanted } from "./analyse.ts"
import type { Indexable } from "./indexed.ts"
import type { Language } from "./languages.ts"

/** Who may read what is in a part of the index: of each part only those are asked who may. */
export type Scope = "everyone" | "members" | "staff"
export const SCOPES: readonly Scope[] = ["everyone", "members", "staff"]

export type Filters = {
  /** Any of these. */
  categories?: string[]
  tags: string[]
  /** A member's id. */
  author?: string
  topic?: string
  /** ISO 8601; `before` is excluded, `after` included. */
  before?: string
  after?: string
  /** First posts alone: topics, by what they are about. */
  firstOnly?: boolean
}

export type Order = "relevance" | "date"

export type Wish = {
  text: string
  phrases: string[]
  filters: Filters
  order: Order
  size: number
  /** Where the page before ended. */
  after?: Place
  /** One result a topic, its best post; otherwise every post. */
  byTopic: boolean
  /** Of what all words tell, a result has at least this part (0 to 1): where nobody asked, little is worse than nothing. */
  least?: number
}

/** A place in a list of results: they come by score, and of equals the newest first. By date the score is 0. */
export type Place = { score: number; post: string }

export type Hit = Place & {
  topic: string
  category: string
  /** Further posts of the same topic that were found. */
  others: number
}

export type Found = {
  hits: Hit[]
  /** How many posts and topics were found; at least so many when `more`. */
  posts: number
  topics: number
  more: boolean
  next?: Place
  /** In which the words were looked for: what is marked is found by the same. */
  languages: Language[]
}

export type Entry = { scope: Scope; post: Indexable; replaces: boolean }
export type Gone = {
  scope: Scope
  kind: "post" | "topic" | "category"
  id: string
  stamp: number
  /** Of a category: how many it has. */
  topics?: number
}

export interface SearchIndex {
  /** What the readers of `scopes` find. Bounded in cost. */
  find(scopes: readonly Scope[], wish: Wish): Promise<Found>
  /**
   * @param stamp milliseconds before any of them was read: what is indexed already and newer stays
   * @param until when to give up waiting for room, milliseconds since 1970 @throws ForumError conflict/busy then
   */
  put(entries: readonly Entry[], stamp: number, until?: number): Promise<void>
  /** Posts, and topics and categories with all their posts, of which nothing older than the stamp is to be found any more. */
  remove(gone: readonly Gone[]): Promise<void>
  /** What has to be done again and again. From `until` on it begins with nothing more. */
  keepUp(until?: number): Promise<void>
  /** Where it lies: what was indexed elsewhere is not there. */
  place(): string
  /** Begins to make the index anew, while the old one is in use; what another making has made so far is given up. */
  beginAnew(making: Making): Promise<void>
  /** Whether it can be gone on with: nobody has begun another one. */
  isUnderWay(making: Making): Promise<boolean>
  /** What of it is in the new index from then on, with pauses: it may be left at any of them. @throws when it was given up */
  addAnew(making: Making, entries: readonly Entry[], stamp: number): AsyncIterable<void>
  /** All was added: the new one takes the place of the old one. May be done again. */
  endAnew(making: Making): AsyncIterable<void>
}

/** An index that is made anew, and since when (milliseconds): what was indexed before is not believed. */
export type Making = { id: string; since: number }

/** The words of a wish that are looked for: those of its phrases, too; without those that say nothing. */
export function wordsOfWish(words: Wanted[], phrases: Wanted[][]): Wanted[] {
  const all = [...words, ...phrases.flat()]
  const telling = all.filter(({ stop }) => !stop)
  const some = telling.length > 0 ? telling : all
  return [...new Map(some.map((wanted) => [wanted.anyOf.join(" "), wanted])).values()]
}
