"use client"
import { useRouter } from "next/navigation"
import { type ReactElement, useActionState, useEffect, useRef } from "react"
import { Button } from "#components/ui/button.tsx"
import { Field } from "#components/ui/field.tsx"
import { useFirstWrong } from "#components/ui/first-wrong.client.ts"
import { Notice } from "#components/ui/notice.tsx"
import type { FormState } from "#lib/web/form-state.ts"
import { t } from "#lib/words/t.ts"

type Made = { link: string }

/** Makes an invitation, and shows its link: there and then, and never again. */
export function InviteForm({
  action,
  bounds,
}: {
  action: (state: FormState<Made>, form: FormData) => Promise<FormState<Made>>
  bounds: { people: number; days: number }
}): ReactElement {
  const [state, send, isSending] = useActionState(action, { values: {} } as FormState<Made>)
  const form = useRef<HTMLFormElement>(null)
  useFirstWrong(form, state)
  const { values, fields, ok, error } = state
  const router = useRouter()
  // The list of what is open has one more.
  useEffect(() => {
    if (ok) router.refresh()
  }, [ok, router])
  return (
    <form ref={form} action={send} className="flex flex-col gap-4" noValidate>
      {error && Object.keys(fields ?? {}).length === 0 && (
        <Notice kind="error" live>
          {error.message}
        </Notice>
      )}
      {ok && (
        <Notice kind="success" live>
          <p>{t("invitations.made")}</p>
          <div className="mt-2">
            <Field
              key={ok.link}
              name=""
              id="invitation-link"
              label={t("invitations.link")}
              readOnly
              defaultValue={ok.link}
              onFocus={(event) => event.currentTarget.select()}
            />
          </div>
        </Notice>
      )}
      <div className="flex flex-wrap gap-4">
        <Field
          key={`people ${values.people}`}
          name="people"
          type="number"
          min={1}
          max={bounds.people}
          label={t("invitations.people")}
          error={fields?.people}
          defaultValue={values.people ?? "1"}
          className="w-44"
        />
        <Field
          key={`days ${values.days}`}
          name="days"
          type="number"
          min={1}
          max={bounds.days}
          label={t("invitations.days")}
          error={fields?.days}
          defaultValue={values.days ?? "14"}
          className="w-44"
        />
      </div>
      <Field
        key={`note ${values.note}`}
        name="note"
        label={t("invitations.note")}
        hint={t("invitations.note-hint")}
        maxLength={100}
        autoComplete="off"
        defaultValue={ok ? "" : values.note}
      />
      <Button type="submit" variant="primary" className="self-start" aria-disabled={isSending}>
        {t("invitations.make")}
      </Button>
    </form>
  )
}
