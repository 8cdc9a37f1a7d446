/** Writes into the index what was just written in the forum: one small item a post, or one segment for many. */
import { commit, type Write } from "#lib/db/commit.ts"
import type { Fresh, Gone } from "#lib/db/items/search.ts"
import { deleteFresh, IsNewer, putFresh, putGone } from "#lib/db/writes/search.ts"
import { packBlock } from "../block.ts"
import { allIndexed, type Indexable, indexed, termsOf } from "../indexed.ts"
import { writeSegment } from "./segments.ts"

/** From so many on, posts become a segment at once: imports and rebuilds. */
const MANY = 24
/** Posts in one such segment: about a megabyte in memory. */
const MOST = 1000

/** A post to be found; `replaces` when it may have been indexed before. */
export type Entry = { scope: string; post: Indexable; replaces: boolean }

/** @param stamp milliseconds before any of them was read */
export async function putPosts(entries: readonly Entry[], stamp: number): Promise<void> {
  for (const [scope, own] of Map.groupBy(entries, ({ scope }) => scope))
    for (let at = 0; at < own.length; at += MOST) await putSome(scope, own.slice(at, at + MOST), stamp)
}

async function putSome(scope: string, entries: readonly Entry[], stamp: number): Promise<void> {
  if (entries.length < MANY) {
    await all(entries.map((entry) => putFresh(freshOf(entry, stamp))))
    return
  }
  const posts = await allIndexed(
    entries.map(({ post }) => post),
    stamp,
  )
  while (!(await writeSegment(scope, posts, stamp))) {
    // It took so long that it was swept away as never finished.
  }
  const replaced = entries.filter(({ replaces }) => replaces)
  await all(
    replaced.flatMap(({ post: { post } }) => [
      putGone({ scope, kind: "post", id: post, stamp }),
      deleteFresh({ scope, post, stamp }),
    ]),
  )
}

function freshOf({ scope, post, replaces }: Entry, stamp: number): Fresh {
  const { bytes } = packBlock(termsOf([indexed(post, stamp)]))
  return { scope, post: post.post, stamp, replaces, bytes }
}

/** Posts, and topics with all that is in them, of which nothing that was indexed before is to be found any more. */
export async function remove(gone: readonly Gone[]): Promise<void> {
  await all(
    gone.flatMap((one) =>
      one.kind === "post" ? [putGone(one), deleteFresh({ ...one, post: one.id })] : [putGone(one)],
    ),
  )
}

/** Each by itself: none depends on another, and what is newer already stays. */
export async function all(writes: readonly Write[]): Promise<void> {
  const AT_ONCE = 16
  for (let at = 0; at < writes.length; at += AT_ONCE)
    await Promise.all(
      writes.slice(at, at + AT_ONCE).map(async (write) => {
        try {
          await commit([write])
        } catch (error) {
          if (!(error instanceof IsNewer)) throw error
        }
      }),
    )
}
