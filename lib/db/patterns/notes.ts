/** What staff wrote down about members. */
import { type Note, Notes } from "../items/notes.ts"
import { noteKey } from "../keys/notes.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { query } from "../query.ts"

export const NOTES_PER_PAGE = 20

/** AP-240: the notes about a member, newest first, 20 at a time, consistently. `next` is the `before` of the others. */
export async function notesOn(member: string, before?: string): Promise<{ items: Note[]; next?: string }> {
  const { items, last } = await query({
    pk: noteKey(member, "").PK,
    beginsWith: PREFIX.note,
    limit: NOTES_PER_PAGE,
    ...(before && { after: noteKey(member, before) }),
    ...{ descending: true, consistent: true },
  })
  const found = Notes.readAll(items)
  return { items: found, ...(last && { next: found.at(-1)!.id }) }
}
