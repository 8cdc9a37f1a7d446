"use server"
/** What the form of an appeal calls. Anyone can call it with anything: rights are checked in the verb. */
import { AppealInput } from "#lib/forum/appealing.ts"
import { sendAppeal } from "#lib/web/moderating.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const appealAction: WritingAction = buttonAction(AppealInput, sendAppeal)
