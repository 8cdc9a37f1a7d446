"use server"
/** What the form of a report calls. Anyone can call it with anything: rights are checked in the verb. */
import { ReportInput } from "#lib/forum/reporting.ts"
import { sendReport } from "#lib/web/moderating.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const reportAction: WritingAction = buttonAction(ReportInput, sendReport)
