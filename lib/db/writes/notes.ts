/** Writes of notes on members, as values for commit(). */
import { ForumError } from "#lib/base/errors.ts"
import { IS_NEW, type Write } from "../commit.ts"
import { type Note, Notes } from "../items/notes.ts"
import { noteKey } from "../keys/notes.ts"

export function putNote(note: Note): Write {
  return {
    kind: "put",
    item: Notes.encode(note),
    condition: IS_NEW,
    refusal: () => new ForumError("conflict", "id-taken"),
  }
}

/** Takes one's own away. */
export function deleteNote({ member, id, by }: Pick<Note, "member" | "id" | "by">): Write {
  return {
    kind: "delete",
    key: noteKey(member, id),
    condition: "#by = :by",
    names: { "#by": "by" },
    values: { ":by": by },
    refusal: () => new ForumError("not-found", "note-missing"),
  }
}
