import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"

/** Presses a button that shows at once what it is about to do. @returns why it was refused, if it was */
export async function refusalOf(action: WritingAction, form: FormData): Promise<string | undefined> {
  try {
    return (await action({ values: {} }, form)).error?.message
  } catch {
    return t("ui.no-answer")
  }
}
