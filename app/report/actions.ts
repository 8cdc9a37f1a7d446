"use server"
/** What the form of a report calls. Anyone can call it with anything: rights are checked in the verb. */
import { ReportInput } from "#lib/forum/reporting.ts"
import { sendReport } from "#lib/web/moderating.ts"
import { buttonAction, type WritingState } from "#lib/web/writing.ts"

const report = buttonAction(ReportInput, sendReport)

export async function reportAction(state: WritingState, form: FormData): Promise<WritingState> {
  return report(state, form)
}
