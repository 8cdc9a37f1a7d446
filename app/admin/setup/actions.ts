"use server"
/** What the first steps call. Rights are checked in the verb. */
import { MailTestInput, sendTestMail } from "#lib/forum/mail-test.ts"
import { adminSetupPath } from "#lib/web/admin-paths.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const mailTestAction: WritingAction = buttonAction(MailTestInput, async (actor) => {
  await sendTestMail(actor)
  return { to: `${adminSetupPath()}?said=mail`, stale: [] }
})
