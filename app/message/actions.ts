"use server"
/** What the forms call in which one writes to staff. Anyone can call these with anything: rights are checked in the verbs. */
import { AnswerStaffInput, StaffMessageInput } from "#lib/forum/staff-messages.ts"
import { sendStaffAnswer, sendStaffMessage } from "#lib/web/moderating.ts"
import { type WritingState, writingAction } from "#lib/web/writing.ts"

const message = writingAction(StaffMessageInput, sendStaffMessage)
const answer = writingAction(AnswerStaffInput, sendStaffAnswer)

export async function messageAction(state: WritingState, form: FormData): Promise<WritingState> {
  return message(state, form)
}

export async function answerStaffAction(state: WritingState, form: FormData): Promise<WritingState> {
  return answer(state, form)
}
