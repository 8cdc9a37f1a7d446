/** Writes into the index what was just written in the forum: one small item a post, or one segment for many. */
import type { Gone } from "#lib/db/items/search.ts"
import { deleteFresh, putFresh, putGone } from "#lib/db/writes/search.ts"
import { allIndexed } from "../indexed.ts"
import { portions } from "../portions.ts"
import { each } from "./each.ts"
import { type Entry, freshOf } from "./fresh.ts"
import { writeSegment } from "./segments.ts"
import { makeRoom } from "./upkeep.ts"

/** From so many on, posts become a segment at once: imports and rebuilds. */
const MANY = 24
/** Posts in one such segment. */
export const MOST = 1000

/** @param stamp milliseconds before any of them was read @param until as of makeRoom() */
export async function putPosts(entries: readonly Entry[], stamp: number, until?: number): Promise<void> {
  for (const [scope, own] of Map.groupBy(entries, ({ scope }) => scope))
    for (const some of portions(own, MOST)) await putSome(scope, some, stamp, until)
}

async function putSome(
  scope: string,
  entries: readonly Entry[],
  stamp: number,
  until?: number,
): Promise<void> {
  if (entries.length < MANY) {
    await each(entries.map((entry) => putFresh(freshOf(entry, stamp))))
    return
  }
  await makeRoom(scope, until)
  const posts = await allIndexed(
    entries.map(({ post }) => post),
    stamp,
  )
  while (!(await writeSegment(scope, posts, stamp))) {
    // It took so long that it was swept away as never finished.
  }
  const replaced = entries.filter(({ replaces }) => replaces)
  await each(
    replaced.flatMap(({ post: { post } }) => [
      putGone({ scope, kind: "post", id: post, stamp }),
      deleteFresh({ scope, post, stamp }),
    ]),
  )
}

/** Posts, topics and categories with all that is in them, of which nothing that was indexed before is to be found any more. */
export async function remove(gone: readonly Gone[]): Promise<void> {
  await each(
    gone.flatMap((one) =>
      one.kind === "post" ? [putGone(one), deleteFresh({ ...one, post: one.id })] : [putGone(one)],
    ),
  )
}
