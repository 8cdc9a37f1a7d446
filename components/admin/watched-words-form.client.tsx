"use client"
import { type ReactElement, useActionState } from "react"
import { Button } from "#components/ui/button.tsx"
import { TextArea } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { watchedWordsPath } from "#lib/web/admin-paths.ts"
import { EMPTY_FORM, type FormState } from "#lib/web/form-state.ts"
import { t } from "#lib/words/t.ts"

type Lines = { act: string; label: string; hint: string; lines: string }

/** Watched words, a field for what happens to each. */
export function WatchedWordsForm({
  acts,
  version,
  action,
}: {
  acts: Lines[]
  version: number
  action: (state: FormState<number>, form: FormData) => Promise<FormState<number>>
}): ReactElement {
  const [state, send, isSending] = useActionState(action, EMPTY_FORM as FormState<number>)
  return (
    <form action={send} className="flex flex-col gap-6" noValidate>
      {state.error && (
        <Notice kind="error" title={state.error.message} live>
          {state.error.code === "settings-changed" && (
            <Link href={watchedWordsPath()}>{t("trust.words-as-they-are")}</Link>
          )}
        </Notice>
      )}
      {state.ok !== undefined && <Notice kind="success" title={t("trust.words-saved")} live />}
      <input type="hidden" name="version" value={state.ok ?? state.values.version ?? version} />
      <div className="grid gap-6 md:grid-cols-2">
        {acts.map(({ act, label, hint, lines }) => (
          <TextArea
            key={`${act}${String(state.values[act])}`}
            name={act}
            label={label}
            hint={hint}
            error={state.fields?.[act]}
            rows={8}
            defaultValue={String(state.values[act] ?? lines)}
            spellCheck={false}
            autoComplete="off"
            dir="auto"
          />
        ))}
      </div>
      <p className="text-sm text-muted">{t("trust.words-hint")}</p>
      <Button type="submit" variant="primary" aria-disabled={isSending} className="self-start">
        {t("trust.words-save")}
      </Button>
    </form>
  )
}
