/** The one place that caches: loaders of public pages, kept until a tag of what they show is invalidated. */
import { revalidateTag, unstable_cache, updateTag } from "next/cache"
import { cache } from "react"
import { EVERYTHING, MAX_TAG } from "#lib/base/cache-tags.ts"

/** Seconds after which a page is made anew whatever happened: a net under the invalidation, not its means. */
export const REVALIDATE = 300

/**
 * Wraps a loader of a public page. Its arguments are its key; it may read no cookie and no header.
 * @param name unique among loaders · @param tags of what is shown, from the same arguments
 * @param revalidate seconds, for what costs much and says little
 */
export function cached<A extends (string | number | undefined)[], T>(
  name: string,
  tags: (...args: A) => string[],
  load: (...args: A) => Promise<T>,
  revalidate: (...args: A) => number = () => REVALIDATE,
): (...args: A) => Promise<T> {
  // Once a rendering: a page and its metadata ask for the same, and Next would load it for each.
  return cache((...args: A) =>
    unstable_cache(() => load(...args), [name, ...args.map((arg) => JSON.stringify(arg ?? null))], {
      tags: [...new Set([EVERYTHING, ...tags(...args)])].filter((tag) => tag.length <= MAX_TAG),
      revalidate: revalidate(...args),
    })(),
  )
}

/** In a server action: the next page that the actor sees is new. */
export function refresh(tags: string[]): void {
  for (const tag of new Set(tags)) updateTag(tag)
}

/** Outside of actions (routes that other processes call): stale for everybody from now on. */
export function expire(tags: string[]): void {
  for (const tag of new Set(tags)) revalidateTag(tag, { expire: 0 })
}
