"use server"
/** What the forms call in which one writes to staff. Anyone can call these with anything: rights are checked in the verbs. */
import { AnswerStaffInput, StaffMessageInput } from "#lib/forum/staff-messages.ts"
import { sendStaffAnswer, sendStaffMessage } from "#lib/web/moderating.ts"
import { type WritingAction, writingAction } from "#lib/web/writing.ts"

export const messageAction: WritingAction = writingAction(StaffMessageInput, sendStaffMessage)
export const answerStaffAction: WritingAction = writingAction(AnswerStaffInput, sendStaffAnswer)
