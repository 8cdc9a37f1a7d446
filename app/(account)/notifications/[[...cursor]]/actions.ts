"use server"
import { MarkInput } from "#lib/forum/notifications.ts"
import { sendMarkedAsRead } from "#lib/web/notifications.ts"
import { buttonAction, type WritingState } from "#lib/web/writing.ts"

const mark = buttonAction(MarkInput, sendMarkedAsRead)

export async function markAction(state: WritingState, form: FormData): Promise<WritingState> {
  return mark(state, form)
}
