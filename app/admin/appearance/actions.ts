"use server"
/** What the forms of the forum's looks call. Rights are checked in the verbs. */
import { ColorsInput, CssInput, ForumNameInput, LogoInput, LookUndoInput } from "#lib/forum/looks.ts"
import { sendColors, sendCss, sendForumName, sendLogo, sendLookUndo } from "#lib/web/panel-look.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const forumNameAction: WritingAction = buttonAction(ForumNameInput, sendForumName)
export const colorsAction: WritingAction = buttonAction(ColorsInput, sendColors)
export const logoAction: WritingAction = buttonAction(LogoInput, sendLogo)
export const ownCssAction: WritingAction = buttonAction(CssInput, sendCss)
export const undoLookAction: WritingAction = buttonAction(LookUndoInput, sendLookUndo)
