"use client"
import type { ReactElement } from "react"
import { Notice } from "#components/ui/notice.tsx"
import type { FormState } from "#lib/web/form-state.ts"
import { t } from "#lib/words/t.ts"
import { AccountForm } from "./form.client.tsx"

/** A form that gives recovery codes for a code of the app: they are seen here, once, and nowhere else. */
export function CodesForm({
  action,
  submit,
  variant,
  focus,
  isDone = false,
}: {
  action: (state: FormState<string[]>, formData: FormData) => Promise<FormState<string[]>>
  submit: string
  variant?: "primary" | "secondary"
  focus: boolean
  /** It cannot be sent any more: all that it may show is what it made. */
  isDone?: boolean
}): ReactElement {
  return (
    <AccountForm<string[]>
      action={action}
      submit={submit}
      variant={variant}
      focus={focus}
      isOver={isDone}
      fields={[
        {
          name: "code",
          label: t("settings.two-step.code"),
          hint: t("settings.two-step.code-hint"),
          autoComplete: "one-time-code",
        },
      ]}
      done={(codes) => <RecoveryCodes codes={codes} />}
    />
  )
}

function RecoveryCodes({ codes }: { codes: string[] }): ReactElement {
  return (
    <Notice kind="success" title={t("settings.two-step.codes-made")}>
      <p>{t("settings.two-step.codes-keep")}</p>
      <ol className="mt-3 grid list-none gap-x-6 gap-y-1 ps-0 font-mono text-base sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
    </Notice>
  )
}
