"use server"
/** What staff's forms call. Anyone can call these with anything: rights are checked in the verbs. */
import { DecisionInput } from "#lib/forum/deciding.ts"
import { sendDecision } from "#lib/web/moderating.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const decideAction: WritingAction = buttonAction(DecisionInput, sendDecision)
