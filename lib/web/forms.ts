/** What goes through a form: read without trust, and given back so that nothing typed is lost. */
import { randomUUID } from "node:crypto"
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { messageOf } from "#lib/base/messages.ts"
import { t } from "#lib/words/t.ts"
import type { FormState } from "./form-state.ts"

export type { FormState } from "./form-state.ts"

const SECRET = /password|token|secret/i
const IGNORED = /^(\$ACTION|__proto__$|constructor$|prototype$)/

type Field = FormDataEntryValue | FormDataEntryValue[]

/** The fields as they came: a field sent twice is a list, a file is a file. The schema says what may be. */
export function fieldsOf(formData: FormData): Record<string, Field> {
  const fields = new Map<string, Field>()
  for (const [name, value] of formData) {
    if (IGNORED.test(name)) continue
    const before = fields.get(name)
    fields.set(name, before === undefined ? value : [before, value].flat())
  }
  return Object.fromEntries(fields)
}

/** What was typed, to show it again. */
export function valuesOf(formData: FormData): Record<string, string> {
  const typed = Object.entries(fieldsOf(formData)).filter(([name]) => !SECRET.test(name))
  return Object.fromEntries(
    typed.map(([name, value]) => [
      name,
      [value]
        .flat()
        .filter((one) => typeof one === "string")
        .join(","),
    ]),
  )
}

/** What the form shows after `error`; what is no refusal is logged under an id that the person can name. */
export function refusedState(error: unknown, values: Record<string, string>): FormState<never> {
  if (error instanceof z.ZodError) {
    const fields = messagesByField(error)
    return { values, fields, error: { code: "invalid-input", message: messageOf("invalid-input") } }
  }
  if (error instanceof ForumError) {
    const { retryAfter, field, message: _, ...details } = error.details
    return {
      values,
      error: {
        code: error.code,
        message: error.message,
        ...(typeof retryAfter === "number" && { retryAfter }),
        ...(Object.keys(details).length > 0 && { details }),
      },
      ...(typeof field === "string" && { fields: { [field]: error.message } }),
    }
  }
  const id = logUnexpected(error)
  return { values, error: { code: "unexpected", message: t("web.unexpected", { id }) } }
}

/** Logs what should not happen. @returns the id under which it is found in the log */
function logUnexpected(error: unknown): string {
  const id = randomUUID().slice(0, 8)
  console.error(`[${id}]`, error)
  return id
}

function messagesByField(error: z.ZodError): Record<string, string> {
  const messages: Record<string, string> = {}
  for (const { path, message } of error.issues) messages[String(path[0] ?? "form")] ??= message
  return messages
}
