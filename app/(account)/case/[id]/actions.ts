"use server"
/** What the form of an appeal calls. Anyone can call it with anything: rights are checked in the verb. */
import { AppealInput } from "#lib/forum/appealing.ts"
import { sendAppeal } from "#lib/web/moderating.ts"
import { buttonAction, type WritingState } from "#lib/web/writing.ts"

const appeal = buttonAction(AppealInput, sendAppeal)

export async function appealAction(state: WritingState, form: FormData): Promise<WritingState> {
  return appeal(state, form)
}
