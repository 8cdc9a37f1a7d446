import { z } from "zod"
import { noteKey } from "../keys/notes.ts"
import { entity } from "./entity.ts"

/** What somebody of staff wrote down about a member; the member never sees it, and takes it along when they leave. */
export const NoteSchema = z.object({
  id: z.string(),
  member: z.string(),
  /** Who wrote it. */
  by: z.string(),
  at: z.string(),
  text: z.string(),
})
export type Note = z.output<typeof NoteSchema>

export const Notes = entity("Note", NoteSchema, ({ member, id }) => noteKey(member, id))
