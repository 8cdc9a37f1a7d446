"use client"
import { type ReactElement, type ReactNode, useActionState, useEffect, useRef, useState } from "react"
import { going } from "#components/posts/option-form.client.tsx"
import { Button, type ButtonVariant } from "#components/ui/button.tsx"
import { TextArea } from "#components/ui/field.tsx"
import { useFirstWrong } from "#components/ui/first-wrong.client.ts"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"

/** One way to send the form: what it stands for, and what its button says. */
export type Way = { value: string; label: ReactNode; variant?: ButtonVariant }

/** A few sentences and what to do with them: a decision of staff, an appeal. What was typed stays when it is refused. */
export function WordsForm({
  action,
  hidden,
  label,
  hint,
  ways,
  again,
}: {
  action: WritingAction
  hidden: Record<string, string>
  /** Of the words; absent where there are none to say. */
  label?: string
  hint?: string
  ways: Way[]
  /** Where it is seen as it is now, when somebody else was quicker. */
  again?: string
}): ReactElement {
  const [scripted, setScripted] = useState(false)
  // The plain action until hydrated: React puts only that one into the HTML.
  const [state, send, sending] = useActionState(scripted ? going(action) : action, { values: {} })
  const form = useRef<HTMLFormElement>(null)
  useFirstWrong(form, state)
  useEffect(() => setScripted(true), [])
  const isBusy = sending || state.ok !== undefined
  const beside = state.fields?.words
  return (
    <form ref={form} action={send} className="flex flex-col gap-4" noValidate>
      {state.error && (
        <Notice kind="error" live>
          <p>{beside ?? state.error.message}</p>
          {again && state.error.code === "case-overtaken" && (
            <p className="mt-2">
              <Link href={again}>{t("moderation.as-it-is")}</Link>
            </p>
          )}
        </Notice>
      )}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {scripted && <input type="hidden" name="script" value="1" />}
      {label && (
        <TextArea
          name="words"
          label={label}
          hint={hint}
          error={beside}
          rows={4}
          defaultValue={state.values.words}
        />
      )}
      <div className="flex flex-wrap gap-2">
        {ways.map(({ value, label, variant }) => (
          <Button
            key={value}
            type="submit"
            name="decision"
            value={value}
            variant={variant}
            aria-disabled={isBusy}
          >
            {label}
          </Button>
        ))}
      </div>
    </form>
  )
}
