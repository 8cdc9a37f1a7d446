"use server"
/** What the forms of an appeal and of a text that waits call. Anyone can call them with anything: rights are checked in the verbs. */
import { AppealInput } from "#lib/forum/appealing.ts"
import { HeldChangeInput, TakeBackInput } from "#lib/forum/held-changing.ts"
import { sendAppeal, sendHeldChange, sendTakeBack } from "#lib/web/moderating.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const appealAction: WritingAction = buttonAction(AppealInput, sendAppeal)
export const changeHeldAction: WritingAction = buttonAction(HeldChangeInput, sendHeldChange)
export const takeHeldBackAction: WritingAction = buttonAction(TakeBackInput, sendTakeBack)
