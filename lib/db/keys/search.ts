/** Keys of the search index (docs/adr/0090). */
import { type Key, padded } from "./key.ts"

/** The index of what the readers of one kind may find (docs/adr/0090): its table of contents. */
export const searchContentsKey = (scope: string): Key => ({ PK: `SEARCH#${scope}`, SK: "CONTENTS" })
/** A post that no segment holds yet. */
export const searchFreshKey = (scope: string, post: string): Key => ({
  PK: `SEARCH#${scope}`,
  SK: `FRESH#${post}`,
})
/** A post, a topic or a category (`c.` before its name) of which segments hold something older than is true. */
export const searchGoneKey = (scope: string, kind: "post" | "topic" | "category", id: string): Key => ({
  PK: `SEARCH#${scope}`,
  SK: `GONE#${kind === "category" ? "c." : ""}${id}`,
})
/** Segments lie in partitions of their own, so that searches do not all ask one. */
export const searchBlockKey = (scope: string, segment: string, n: number): Key => ({
  PK: `SEGMENT#${scope}#${segment}`,
  SK: `BLOCK#${padded(n)}`,
})
/** A topic or a category of which all posts must be indexed anew. */
export const searchTaskKey = (task: string): Key => ({ PK: "SEARCHTASK", SK: task })
