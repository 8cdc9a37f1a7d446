"use client"
import { type ReactElement, type ReactNode, useActionState, useEffect, useRef } from "react"
import { Button } from "#components/ui/button.tsx"
import { Field } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { EMPTY_FORM, type FormState } from "#lib/web/form-state.ts"
import { t } from "#lib/words/t.ts"

export type AccountField = {
  name: string
  /** Where another form of the page asks for the same. */
  id?: string
  label: string
  type?: "text" | "email" | "password"
  autoComplete: string
  hint?: string
  value?: string
}

/** A form of an account: its fields, what was wrong with them, and what is said when all went well. */
export function AccountForm<T = true>({
  action,
  fields = [],
  hidden = {},
  submit,
  label,
  variant = "primary",
  focus = true,
  isOver = false,
  children,
  done,
}: {
  action: (state: FormState<T>, formData: FormData) => Promise<FormState<T>>
  fields?: AccountField[]
  /** What goes along unseen. */
  hidden?: Record<string, string | undefined>
  submit: string
  /** The button's name where its words alone do not say what they are about. */
  label?: string
  variant?: "primary" | "secondary" | "danger"
  /** Whether typing begins here when the page opens. */
  focus?: boolean
  /** Nothing can be sent any more: only what came of it before is shown. */
  isOver?: boolean
  /** Before the fields. */
  children?: ReactNode
  /** In place of the form, once it was accepted; of what came of it, where that is to be seen. */
  done?: ReactNode | ((made: T) => ReactNode)
}): ReactElement | null {
  const [state, send, isSending] = useActionState<FormState<T>, FormData>(
    // React's types take a state that waits for something for another one.
    action as (state: Awaited<FormState<T>>, formData: FormData) => Promise<FormState<T>>,
    EMPTY_FORM as Awaited<FormState<T>>,
  )
  const wrong = fields.filter(({ name }) => state.fields?.[name])
  if (state.ok && done)
    return <div role="status">{typeof done === "function" ? done(state.ok as T) : done}</div>
  if (isOver) return null
  return (
    <form action={send} className="flex max-w-md flex-col gap-4" noValidate>
      {state.error && <Problems state={state} wrong={wrong} />}
      {Object.entries(hidden).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      {children}
      {fields.map(({ value, ...field }) => (
        <Field
          key={field.name}
          {...field}
          required
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={field.type === "password" ? undefined : (state.values[field.name] ?? value)}
          error={state.fields?.[field.name]}
          autoFocus={focus && !state.error && field.name === fields[0]?.name}
        />
      ))}
      <Button
        type="submit"
        variant={variant}
        aria-label={label}
        aria-disabled={isSending}
        className="self-start"
      >
        {submit}
      </Button>
    </form>
  )
}

/** What was wrong, with a way to each field; it takes the focus, so that nobody has to look for it. */
function Problems({ state, wrong }: { state: FormState<unknown>; wrong: AccountField[] }): ReactElement {
  const summary = useRef<HTMLDivElement>(null)
  // Each answer is another state, and so takes the focus again.
  useEffect(() => {
    if (state) summary.current?.focus()
  }, [state])
  return (
    // Without a script the page comes anew, and begins here.
    <div ref={summary} tabIndex={-1} role="alert" className="outline-none" {...{ autoFocus: true }}>
      <Notice kind="error" title={wrong.length > 0 ? t("account.look-again") : state.error?.message}>
        {wrong.length > 0 && (
          <ul className="list-disc ps-5">
            {wrong.map(({ name, id, label }) => (
              <li key={name}>
                <a href={`#${id ?? name}`}>
                  {t("account.problem", { label, problem: state.fields?.[name] ?? "" })}
                </a>
              </li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  )
}
