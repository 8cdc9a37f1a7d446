"use server"
import { MailInput, sendMailAgain } from "#lib/web/administering.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const sendAgainAction: WritingAction = buttonAction(MailInput, sendMailAgain)
