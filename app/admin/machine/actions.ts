"use server"
import { HurryInput } from "#lib/forum/sagas.ts"
import {
  AllLettersInput,
  LetterInput,
  sendDrop,
  sendHurry,
  sendRetry,
  sendRetryAll,
} from "#lib/web/machine.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const retryAction: WritingAction = buttonAction(LetterInput, sendRetry)
export const retryAllAction: WritingAction = buttonAction(AllLettersInput, sendRetryAll)
export const dropAction: WritingAction = buttonAction(LetterInput, sendDrop)
export const hurryAction: WritingAction = buttonAction(HurryInput, sendHurry)
