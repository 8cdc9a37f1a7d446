"use server"
/** What the buttons beside drafts call. Anyone can call these with anything: the verbs look at whose it is. */
import { DiscardInput } from "#lib/forum/drafts.ts"
import { sendDiscard, sendDraftBack } from "#lib/web/drafts.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const discardDraftAction: WritingAction = buttonAction(DiscardInput, sendDiscard)
export const draftBackAction: WritingAction = buttonAction(DiscardInput, sendDraftBack)
