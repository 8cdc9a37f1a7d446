import { z } from "zod"
import { t } from "#lib/words/t.ts"

/** An address to write to, in the form in which it is unique. */
export const EmailAddress = z
  .string({ error: () => t("inputs.email-empty") })
  .trim()
  .toLowerCase()
  .max(254, { error: () => t("inputs.email-long") })
  .pipe(z.email({ error: () => t("inputs.email-wrong") }))
