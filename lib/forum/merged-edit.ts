/** Two edits of one topic's head put together: nothing that either of them changed is taken back by the other's form. */

/** Title and tags as somebody would have them. */
export type Head = { title: string; tags: string[] }

/**
 * What only one of both changed is as they changed it. A title that both changed is mine, because only one can stand there.
 * @param base as both found it, where that is known
 */
export function mergedHead(base: Partial<Head>, mine: Head, theirs: Head): Head {
  return {
    title: mine.title === base.title ? theirs.title : mine.title,
    tags: mergedTags(base.tags, mine.tags, theirs.tags),
  }
}

/** What either took away is gone, what either added is there. Where nobody knows what was there before, nothing is gone. */
function mergedTags(base: string[] = [], mine: string[], theirs: string[]): string[] {
  const wanted = (tag: string): boolean => !base.includes(tag) || (mine.includes(tag) && theirs.includes(tag))
  return [...new Set([...mine, ...theirs])].filter(wanted)
}
