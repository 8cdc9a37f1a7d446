/** Lists that only their owner sees: kept topics, topics written in, bookmarks. */
import { isoOf } from "#lib/base/ids.ts"
import type { Boundary, Cursor, Page } from "#lib/base/page.ts"
import { get, getMany } from "../batch.ts"
import { type ReadState, ReadStates } from "../items/users.ts"
import { type Bookmark, Bookmarks } from "../items/watching.ts"
import { ALL_TIMES, timed } from "../keys/key.ts"
import { bookmarkKey, byBookmarking, byWatching, byWriting } from "../keys/watching.ts"
import type { Raw } from "../query.ts"
import { pageOf } from "./lists.ts"

/** Topics on one list page, as elsewhere. */
const KEPT_PER_PAGE = 30

/**
 * AP-65: the member's states in topics that they watch, track or have bookmarked, those they were last in
 * first. @param show what becomes of some of them: what the viewer may not see, or has read, is left out
 */
export async function keptTopicsOf<T extends { state: ReadState }>(
  user: string,
  show: (states: ReadState[]) => Promise<T[]>,
  cursor?: Cursor,
): Promise<Page<T>> {
  return pageOf<T>(
    {
      index: "GSI3",
      pk: byWatching(user),
      within: ALL_TIMES,
      size: KEPT_PER_PAGE,
      sortOf: ({ time, id }) => timed(time, id),
      boundaryOf: ({ state }) => ({ time: state.updatedAt, id: state.topic }),
      boundaryOfEntry: entryOf("GSI3SK"),
      read: (items) => show(ReadStates.readAll(items)),
    },
    cursor,
  )
}

/** AP-66: the member's states in topics in which they wrote, those in which they last did first. */
export async function writtenTopicsOf<T extends { state: ReadState }>(
  user: string,
  show: (states: ReadState[]) => Promise<T[]>,
  cursor?: Cursor,
): Promise<Page<T>> {
  return pageOf<T>(
    {
      index: "GSI1",
      pk: byWriting(user),
      within: ALL_TIMES,
      size: KEPT_PER_PAGE,
      sortOf: ({ time, id }) => timed(time, id),
      boundaryOf: ({ state }) => ({ time: isoOf(state.wrote!), id: state.topic }),
      boundaryOfEntry: entryOf("GSI1SK"),
      read: async (items) => show(ReadStates.readAll(await getMany(items)).filter(({ wrote }) => wrote)),
    },
    cursor,
  )
}

/** Posts are longer than rows. */
const BOOKMARKS_PER_PAGE = 20

/** AP-67: a member's bookmarks, the newest first. @param show as above */
export async function bookmarksOf<T extends { bookmark: Bookmark }>(
  user: string,
  show: (bookmarks: Bookmark[]) => Promise<T[]>,
  cursor?: Cursor,
): Promise<Page<T>> {
  return pageOf<T>(
    {
      index: "GSI3",
      pk: byBookmarking(user),
      within: ALL_TIMES,
      size: BOOKMARKS_PER_PAGE,
      sortOf: ({ time, id }) => timed(time, id),
      boundaryOf: ({ bookmark }) => ({ time: bookmark.at, id: bookmark.post }),
      boundaryOfEntry: entryOf("GSI3SK"),
      read: (items) => show(Bookmarks.readAll(items)),
    },
    cursor,
  )
}

/** AP-67b: one bookmark, consistent; also one that was taken away within the last day. */
export async function bookmarkOn(user: string, post: string): Promise<Bookmark | undefined> {
  return Bookmarks.read(await get(bookmarkKey(user, post), { consistent: true }))
}

function entryOf(sortKey: "GSI1SK" | "GSI3SK"): (entry: Raw) => Boundary {
  return (entry) => {
    const [time, id] = String(entry[sortKey]).split("#") as [string, string]
    return { time, id }
  }
}
