"use server"
import { UndoInput } from "#lib/forum/merging.ts"
import { sendUndo } from "#lib/web/sent.ts"
import { buttonAction, type WritingState } from "#lib/web/writing.ts"

const undo = buttonAction(UndoInput, sendUndo)

export async function undoAction(state: WritingState, form: FormData): Promise<WritingState> {
  return undo(state, form)
}
