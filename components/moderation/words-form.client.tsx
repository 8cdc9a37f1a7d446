"use client"
import type { ReactElement, ReactNode } from "react"
import { SentAlong, useLeadingForm } from "#components/posts/leading-form.client.tsx"
import { Button, type ButtonVariant } from "#components/ui/button.tsx"
import { TextArea } from "#components/ui/field.tsx"
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
  const { form, state, send, isBusy, scripted } = useLeadingForm(action)
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
      <SentAlong fields={hidden} scripted={scripted} />
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
