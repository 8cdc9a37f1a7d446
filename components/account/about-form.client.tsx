"use client"
import { type ReactElement, useActionState } from "react"
import { Button } from "#components/ui/button.tsx"
import { TextArea } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { EMPTY_FORM, type FormState } from "#lib/web/form-state.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** How much fits: the server counts again. */
const MOST = 1_000

export function AboutForm({
  about,
  profile,
  action,
}: {
  about: string
  profile: string
  action: (state: FormState<true>, form: FormData) => Promise<FormState<true>>
}): ReactElement {
  const [state, send, isSending] = useActionState(action, EMPTY_FORM as FormState<true>)
  return (
    <form action={send} className="flex flex-col gap-4" noValidate>
      {state.error && !state.fields?.about && <Notice kind="error" title={state.error.message} live />}
      {state.ok && (
        <Notice kind="success" live>
          {rich("settings.about.saved", { link: (words) => <Link href={profile}>{words}</Link> })}
        </Notice>
      )}
      <TextArea
        key={String(state.values.about)}
        name="about"
        label={t("settings.about.label")}
        hint={t("settings.about.hint", { max: MOST })}
        error={state.fields?.about}
        rows={5}
        defaultValue={String(state.values.about ?? about)}
      />
      <Button type="submit" variant="secondary" aria-disabled={isSending} className="self-start">
        {t("settings.about.save")}
      </Button>
    </form>
  )
}
