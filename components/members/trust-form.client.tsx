"use client"
import { type ReactElement, useActionState } from "react"
import { Button } from "#components/ui/button.tsx"
import { Select, TextArea } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { EMPTY_FORM, type FormState } from "#lib/web/form-state.ts"
import { t } from "#lib/words/t.ts"

/** How far a member is trusted, and why. */
export function TrustForm({
  member,
  choices,
  chosen,
  label,
  action,
}: {
  member: string
  choices: { value: string; label: string }[]
  chosen: string
  label: string
  action: (state: FormState<true>, form: FormData) => Promise<FormState<true>>
}): ReactElement {
  const [state, send, isSending] = useActionState(action, EMPTY_FORM as FormState<true>)
  return (
    <form action={send} className="flex flex-col gap-4" noValidate>
      {state.error && <Notice kind="error" title={state.error.message} live />}
      <input type="hidden" name="member" value={member} />
      <Select
        key={String(state.values.level)}
        name="level"
        label={label}
        error={state.fields?.level}
        defaultValue={String(state.values.level ?? chosen)}
      >
        {choices.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </Select>
      <TextArea
        name="words"
        label={t("trust.choose-words")}
        error={state.fields?.words}
        rows={2}
        defaultValue={String(state.values.words ?? "")}
      />
      <Button type="submit" variant="secondary" aria-disabled={isSending} className="self-start">
        {t("trust.choose-save")}
      </Button>
    </form>
  )
}
