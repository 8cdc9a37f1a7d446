"use server"
import { MarkInput } from "#lib/forum/notifications.ts"
import { sendMarkedAsRead } from "#lib/web/notifications.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const markAction: WritingAction = buttonAction(MarkInput, sendMarkedAsRead)
