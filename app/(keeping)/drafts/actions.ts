"use server"
/** What the buttons beside drafts call. Anyone can call these with anything: the verbs look at whose it is. */
import { DiscardInput } from "#lib/forum/drafts.ts"
import { sendDiscard, sendDraftBack } from "#lib/web/drafts.ts"
import { buttonAction, type WritingState } from "#lib/web/writing.ts"

const discard = buttonAction(DiscardInput, sendDiscard)
const bringBack = buttonAction(DiscardInput, sendDraftBack)

export async function discardDraftAction(state: WritingState, form: FormData): Promise<WritingState> {
  return discard(state, form)
}

export async function draftBackAction(state: WritingState, form: FormData): Promise<WritingState> {
  return bringBack(state, form)
}
