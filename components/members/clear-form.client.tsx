"use client"
import { type ReactElement, useActionState } from "react"
import { Button } from "#components/ui/button.tsx"
import { TextArea } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { EMPTY_FORM, type FormState } from "#lib/web/form-state.ts"
import { t } from "#lib/words/t.ts"

/** Takes one thing off a profile; the reason reaches the member. */
export function ClearForm({
  member,
  what,
  mark,
  submit,
  action,
}: {
  member: string
  what: "avatar" | "about"
  /** What was looked at. */
  mark: string
  submit: string
  action: (state: FormState<true>, form: FormData) => Promise<FormState<true>>
}): ReactElement {
  const [state, send, isSending] = useActionState(action, EMPTY_FORM as FormState<true>)
  const beside = state.fields?.reason
  return (
    <form action={send} className="flex flex-col gap-4" noValidate>
      {state.error && !beside && <Notice kind="error" title={state.error.message} live />}
      <input type="hidden" name="member" value={member} />
      <input type="hidden" name="what" value={what} />
      <input type="hidden" name="mark" value={mark} />
      <TextArea
        key={String(state.values.reason)}
        name="reason"
        id={`${what}-reason`}
        label={t("members.clear.reason")}
        hint={t("members.clear.reason-hint")}
        error={beside && <span role="alert">{beside}</span>}
        rows={3}
        required
        defaultValue={String(state.values.reason ?? "")}
      />
      <Button type="submit" variant="danger" aria-disabled={isSending} className="self-start">
        {submit}
      </Button>
    </form>
  )
}
