/** Private notes on members: what staff write down for one another. Nobody else learns that there are any. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { Id, newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Note } from "#lib/db/items/notes.ts"
import { deleteNote, putNote } from "#lib/db/writes/notes.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, requireMember } from "./actor.ts"
import { memberForStaff } from "./clearing.ts"
import { once } from "./once.ts"
import { Words } from "./reporting.ts"
import { FormKey } from "./texts.ts"

export const NoteInput = z.object({
  member: Id,
  form: FormKey,
  text: Words.refine((text) => text !== undefined, { error: () => t("moderation.note-empty") }),
})

/** Writes a note about a member. The same form sent again is one note. @throws ForumError unauthenticated, not-found, forbidden */
export async function writeNote(
  actor: Actor,
  input: z.output<typeof NoteInput>,
): Promise<{ member: string }> {
  const { user, by } = await subjectOf(actor, input.member)
  const note: Note = { id: newId(), member: user, by: by.id, at: nowIso(), text: input.text as string }
  return once(
    { form: input.form, member: by, rule: "staff.write" },
    async (guards) => {
      await commit([...guards({ topic: user, post: note.id }), putNote(note)])
      return { member: user }
    },
    async () => ({ member: user }),
  )
}

export const DeleteNoteInput = z.object({ member: Id, note: Id })

/** Takes one's own note away. @throws ForumError unauthenticated, not-found, forbidden */
export async function takeNoteAway(
  actor: Actor,
  { member, note }: z.output<typeof DeleteNoteInput>,
): Promise<{ member: string }> {
  const { user, by } = await subjectOf(actor, member)
  await commit([deleteNote({ member: user, id: note, by: by.id })])
  return { member: user }
}

async function subjectOf(actor: Actor, member: string) {
  const { id, role } = await memberForStaff(actor, member)
  authorize(actor, "member.note", { member: { id, role } })
  return { user: id, by: requireMember(actor) }
}
