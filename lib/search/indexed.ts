/** A post made ready for the index: what is known of it, and its terms. */
import { analyse } from "./analyse.ts"
import { type Doc, NO_WORD, type Terms, writePlaces } from "./block.ts"

/** A post as it is to be found. */
export type Indexable = {
  post: string
  topic: string
  author: string
  category: string
  tags: string[]
  /** The first post of a topic is found by its title, too. */
  title?: string
  text: string
}

export type Indexed = { doc: Doc; terms: Map<string, string> }

/** To be raised when what a post is found by changes: every forum's index is then made anew. */
export const RULES = 2

/** What posts are found by where nobody asks for words. */
export const FILTER = {
  any: NO_WORD,
  author: `${NO_WORD}a`,
  category: `${NO_WORD}c`,
  tag: `${NO_WORD}t`,
  topic: `${NO_WORD}p`,
}

/** @param stamp milliseconds before the post was read */
export function indexed(post: Indexable, stamp: number): Indexed {
  const { language, terms, titleLength, textLength } = analyse(post)
  const { title, text: _, ...known } = post
  const doc: Doc = { ...known, isFirst: title !== undefined, titleLength, textLength, language, stamp }
  const placed = new Map([...terms].map(([term, places]) => [term, writePlaces(places)]))
  for (const term of filterTerms(doc)) placed.set(term, "")
  return { doc, terms: placed }
}

function filterTerms({ author, category, tags, topic }: Doc): string[] {
  return [
    FILTER.any,
    FILTER.author + author,
    FILTER.category + category,
    FILTER.topic + topic,
    ...tags.map((tag) => FILTER.tag + tag),
  ]
}

/** Posts that are indexed before others in the process have their turn: about ten milliseconds. */
const AT_ONCE = 20

/** Many of them, without keeping the process from everything else. */
export async function allIndexed(posts: readonly Indexable[], stamp: number): Promise<Indexed[]> {
  const all: Indexed[] = []
  for (const [i, post] of posts.entries()) {
    if (i % AT_ONCE === AT_ONCE - 1) await new Promise((done) => setImmediate(done))
    all.push(indexed(post, stamp))
  }
  return all
}

/** All of them together, by term. */
export function termsOf(all: readonly Indexed[]): Terms {
  const terms: Terms = new Map()
  for (const { doc, terms: own } of all)
    for (const [term, places] of own) {
      const postings = terms.get(term)
      if (postings) {
        postings.found++
        postings.list.push({ doc, places })
      } else terms.set(term, { found: 1, list: [{ doc, places }] })
    }
  return terms
}
