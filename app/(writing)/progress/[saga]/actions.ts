"use server"
import { UndoInput } from "#lib/forum/merging.ts"
import { sendUndo } from "#lib/web/sent.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const undoAction: WritingAction = buttonAction(UndoInput, sendUndo)
