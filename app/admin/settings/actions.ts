"use server"
/** What the forms of settings call. Rights are checked in the verbs. */
import { ResetInput, SettingsInput } from "#lib/forum/setting-changes.ts"
import { sendReset, sendSettings } from "#lib/web/panel.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const settingsAction: WritingAction = buttonAction(SettingsInput, sendSettings)
export const resetSettingAction: WritingAction = buttonAction(ResetInput, sendReset)
