/** A post that no segment holds yet, as it lies in the table. */
import type { Fresh } from "#lib/db/items/search.ts"
import { packBlock, postingsOf, unpackBlock } from "../block.ts"
import { type Indexable, type Indexed, indexed, termsOf } from "../indexed.ts"

/** A post to be found; `replaces` when it may have been indexed before. */
export type Entry = { scope: string; post: Indexable; replaces: boolean }

export function freshOf({ scope, post, replaces }: Entry, stamp: number): Fresh {
  const { bytes } = packBlock(termsOf([indexed(post, stamp)]))
  return { scope, post: post.post, stamp, replaces, bytes }
}

export function unpacked({ bytes }: Pick<Fresh, "bytes">): Indexed {
  const block = unpackBlock(bytes)
  const terms = new Map(
    [...block.terms.keys()].map((term) => [term, postingsOf(block, term).list[0]!.places]),
  )
  return { doc: block.docs[0]!, terms }
}
