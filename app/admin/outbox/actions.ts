"use server"
import { MailInput, sendMailAgain } from "#lib/web/machine.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const sendAgainAction: WritingAction = buttonAction(MailInput, sendMailAgain)
