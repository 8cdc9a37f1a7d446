"use client"
import { type ReactElement, useActionState } from "react"
import { Button } from "#components/ui/button.tsx"
import { Field } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { EMPTY_FORM, type FormState } from "#lib/web/form-state.ts"
import { t } from "#lib/words/t.ts"

type Action = (state: FormState<true>, form: FormData) => Promise<FormState<true>>

/** Chooses the picture beside one's name. */
export function AvatarForm({ action }: { action: Action }): ReactElement {
  const [state, send, sending] = useActionState(action, EMPTY_FORM as FormState<true>)
  const beside = state.fields?.image
  return (
    <form action={send} className="flex flex-col gap-4">
      {state.error && !beside && (
        <Notice kind="error" live>
          {state.error.message}
        </Notice>
      )}
      <Field
        name="image"
        type="file"
        accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
        label={t("uploads.avatar.file")}
        hint={t("uploads.avatar.file-hint")}
        error={beside && <span role="alert">{beside}</span>}
        required
      />
      <Button type="submit" variant="secondary" aria-disabled={sending} className="self-start">
        {t("uploads.avatar.save")}
      </Button>
    </form>
  )
}
