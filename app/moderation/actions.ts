"use server"
/** What staff's forms call. Anyone can call these with anything: rights are checked in the verbs. */
import { DecisionInput } from "#lib/forum/deciding.ts"
import { sendDecision } from "#lib/web/moderating.ts"
import { buttonAction, type WritingState } from "#lib/web/writing.ts"

const decide = buttonAction(DecisionInput, sendDecision)

export async function decideAction(state: WritingState, form: FormData): Promise<WritingState> {
  return decide(state, form)
}
