/** The index made anew, from everything there is, by whoever has time: each goes on where the one before was left. */
import { z } from "zod"
import { now } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import type { Stage } from "#lib/projections/contract.ts"
import { searchIndex } from "./current.ts"
import { type At, postsOfCategory } from "./walk.ts"

const Cursor = z.object({
  /** The making that it belongs to. */
  id: z.string(),
  since: z.number(),
  posts: z.number(),
  category: z.string().optional(),
  topic: z.string().optional(),
  post: z.string().optional(),
})
type Cursor = z.output<typeof Cursor>

/** @param from a cursor of one of its stages; where another making was begun since, it begins anew, too */
export async function* indexAnew(from?: string): AsyncGenerator<Stage> {
  const index = searchIndex()
  const before = cursorIn(from)
  const begun = before && (await index.isUnderWay(before)) ? before : undefined
  let at: Cursor = begun ?? { id: newId(), since: now(), posts: 0 }
  if (!begun) {
    await index.beginAnew(at)
    yield stageOf(at)
  }
  const categories = (await listCategories()).map(({ id }) => id).sort()
  for (const category of categories.filter((id) => id >= (at.category ?? ""))) {
    const behind: At = at.category === category ? { topic: at.topic, post: at.post } : {}
    for await (const batch of postsOfCategory(category, behind)) {
      for await (const _ of index.addAnew(at, batch.entries, batch.stamp)) yield stageOf(at)
      const posts = at.posts + batch.entries.length
      at = { id: at.id, since: at.since, posts, category, ...batch.at }
      yield stageOf(at)
    }
  }
  for await (const _ of index.endAnew(at)) yield stageOf(at)
}

const stageOf = (at: Cursor): Stage => ({
  cursor: JSON.stringify(at),
  done: `${at.posts} posts are indexed.`,
})

function cursorIn(cursor: string | undefined): Cursor | undefined {
  try {
    return Cursor.safeParse(JSON.parse(cursor ?? "")).data
  } catch {
    return undefined
  }
}
