/** What a form and its action say to each other. Free of everything else: the browser loads it, too. */

/** The state of a form after it was sent (`useActionState`). */
export type FormState<T = undefined> = {
  ok?: T
  /** Why it was refused. `code` is a MessageCode, or `unexpected`; `sign-in-first` asks for a session. */
  error?: { code: string; message: string; retryAfter?: number; details?: Record<string, unknown> }
  /** Messages beside the fields, by field name. */
  fields?: Record<string, string>
  /** What was typed, by field name; never a password. A field sent several times is joined by commas. */
  values: Record<string, string>
}

/** Before anything was sent. */
export const EMPTY_FORM: FormState<never> = { values: {} }
