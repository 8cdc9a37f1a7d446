/** Entries of the search index for tests, and what is found of them. */
import { now } from "#lib/base/clock.ts"
import { mintId, newId } from "#lib/base/ids.ts"
import type { Segment } from "#lib/db/items/search.ts"
import { searchContents } from "#lib/db/patterns/search.ts"
import { addAnew, beginAnew, endAnew } from "#lib/search/table/anew.ts"
import { findInTable } from "#lib/search/table/find.ts"
import type { Entry, Making, Scope } from "../search/search-index.ts"
import type { Sent, Wire } from "./faults.ts"

let number = 0

export function aPost(scope: Scope, text: string, topic = newId()): Entry {
  const known = { post: mintId(now(), `bounds ${number++}`), topic, author: "ann", category: "c", tags: [] }
  return { scope, replaces: false, post: { ...known, text } }
}

/** Words that hardly ever come again, so that an index of them is large. */
export function rareWords(count: number): string {
  return Array.from({ length: count }, () => `x${(number++ * 7919).toString(26).replace(/\d/g, "q")}z`).join(
    " ",
  )
}

export async function found(scope: Scope, text: string): Promise<number> {
  const wish = {
    text,
    phrases: [],
    filters: { tags: [] },
    order: "date" as const,
    size: 9000,
    byTopic: false,
  }
  return (await findInTable([scope], wish)).hits.length
}

export const aMaking = (): Making => ({ id: newId(), since: now() })

/** As whoever makes it does, from its beginning to its end. */
export async function madeAnew(posts: AsyncIterable<{ entries: Entry[]; stamp: number }>): Promise<void> {
  const making = aMaking()
  await beginAnew(making)
  for await (const { entries, stamp } of posts) for await (const _ of addAnew(making, entries, stamp));
  for await (const _ of endAnew(making));
}

export const segmentsOf = async (scope: Scope): Promise<Segment[]> => (await searchContents(scope)).segments

/** How many segments, hidden ones included, each writing of a table of contents in a request leaves. */
export function contentsIn({ command, input }: Sent, scope: Scope): number[] {
  const items = command === "TransactWriteItems" ? input.TransactItems.map(({ Put }: Wire) => Put?.Item) : []
  return items.flatMap((item: Wire) =>
    item?.SK.S === "CONTENTS" && item.scope.S === scope ? [item.segments.L.length] : [],
  )
}
