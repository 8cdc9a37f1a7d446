import type { Cursor, Page } from "#lib/base/page.ts"
import { get, getMany } from "../batch.ts"
import { type Draft, Drafts, listedAt } from "../items/drafts.ts"
import { byDrafting, draftKey } from "../keys/drafts.ts"
import { ALL_TIMES, timed } from "../keys/key.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { query, queryAll } from "../query.ts"
import { pageOf } from "./lists.ts"

const DRAFTS_PER_PAGE = 20

/** AP-110: the text that a member has begun in a place, consistent; also one that was thrown away within the last day. */
export async function draftOn(user: string, place: string): Promise<Draft | undefined> {
  return Drafts.read(await get(draftKey(user, place), { consistent: true }))
}

/** AP-110b: how many drafts a member has, at most `limit`. */
export async function countDrafts(user: string, limit: number): Promise<number> {
  const { items } = await query({ index: "GSI1", pk: byDrafting(user), limit, only: ["id"] })
  return items.length
}

/** What can be brought back for a day is there beside the drafts that are counted. */
const MOST = 200

/** AP-112: all that a member has begun to write, also what they threw away within the last day. */
export async function allDrafts(user: string): Promise<Draft[]> {
  const { PK } = draftKey(user, "")
  return Drafts.readAll(await queryAll({ pk: PK, beginsWith: PREFIX.draft, limit: MOST, consistent: true }))
}

/** AP-111: a member's drafts, those on which they wrote last (to the hour) first. */
export async function draftsOf(user: string, cursor?: Cursor): Promise<Page<Draft>> {
  return pageOf<Draft>(
    {
      index: "GSI1",
      pk: byDrafting(user),
      within: ALL_TIMES,
      size: DRAFTS_PER_PAGE,
      sortOf: ({ time, id }) => timed(time, id),
      boundaryOf: (draft) => ({ time: listedAt(draft), id: draft.id }),
      boundaryOfEntry: (entry) => {
        const [time, id] = String(entry.GSI1SK).split("#") as [string, string]
        return { time, id }
      },
      // The list may be behind its items for a moment.
      read: async (entries) =>
        Drafts.readAll(await getMany(entries, { consistent: true })).filter(
          ({ discardedAt }) => !discardedAt,
        ),
    },
    cursor,
  )
}
