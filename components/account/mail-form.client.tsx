"use client"
import { type ReactElement, useActionState } from "react"
import { Button } from "#components/ui/button.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { EMPTY_FORM, type FormState } from "#lib/web/form-state.ts"
import { t } from "#lib/words/t.ts"

const choices = () => [
  { value: "at-once", label: t("settings.at-once") },
  { value: "digest", label: t("settings.digest") },
  { value: "never", label: t("settings.never") },
]
const rhythms = () => [
  { value: "daily", label: t("settings.daily") },
  { value: "weekly", label: t("settings.weekly") },
  { value: "never", label: t("settings.never") },
]

/** What comes by mail, and when: a table of kinds and choices, the rhythm of digests, and none at all. */
export function MailForm({
  action,
  kinds,
  digest,
  off,
}: {
  action: (state: FormState<true>, formData: FormData) => Promise<FormState<true>>
  kinds: { kind: string; label: string; choice: string }[]
  digest: string
  off: boolean
}): ReactElement {
  const [state, send, isSending] = useActionState(action, EMPTY_FORM as FormState<true>)
  const wasSent = Object.keys(state.values).length > 0
  const chosen = (name: string, given: string): string => state.values[name] ?? given
  return (
    <form action={send} className="flex flex-col gap-6">
      {state.ok && (
        <Notice kind="success" live>
          {t("settings.mail.saved")}
        </Notice>
      )}
      {state.error && (
        <Notice kind="error" live>
          {state.error.message}
        </Notice>
      )}
      <table className="w-full border-collapse">
        <caption className="pb-2 text-start text-lg font-semibold">{t("settings.mail.me")}</caption>
        <thead>
          <tr className="border-b border-border text-sm text-muted">
            <th scope="col" className="py-1 text-start font-normal">
              {t("settings.mail.what")}
            </th>
            {choices().map(({ value, label }) => (
              <th key={value} scope="col" className="w-16 px-1 py-1 text-center font-normal sm:w-24">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map(({ kind, label, choice }) => (
            <tr key={kind} className="border-b border-border">
              <th scope="row" className="py-2 pe-2 text-start font-normal">
                {label}
              </th>
              {choices().map(({ value, label: when }) => (
                <td key={value} className="p-0 text-center">
                  <label className="flex min-h-11 items-center justify-center">
                    <span className="sr-only">{t("settings.mail.choice", { kind: label, when })}</span>
                    <input
                      type="radio"
                      name={kind}
                      value={value}
                      defaultChecked={chosen(kind, choice) === value}
                      className="size-5 accent-accent"
                    />
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <fieldset className="flex flex-col gap-1">
        <legend className="pb-1 text-lg font-semibold">{t("settings.digest")}</legend>
        <p id="digest-hint" className="text-sm text-muted">
          {t("settings.digest-text")}
        </p>
        {rhythms().map(({ value, label }) => (
          <label key={value} className="flex min-h-11 items-center gap-3">
            <input
              type="radio"
              name="digest"
              value={value}
              defaultChecked={chosen("digest", digest) === value}
              aria-describedby="digest-hint"
              className="size-5 accent-accent"
            />
            {label}
          </label>
        ))}
      </fieldset>
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          name="off"
          defaultChecked={wasSent ? state.values.off === "on" : off}
          className="size-5 accent-accent"
        />
        {t("settings.no-mail")}
      </label>
      <Button type="submit" variant="primary" aria-disabled={isSending} className="self-start">
        {t("settings.save")}
      </Button>
    </form>
  )
}
