"use client"
import { type ReactElement, useActionState } from "react"
import { Button } from "#components/ui/button.tsx"
import type { FormState } from "#lib/web/form-state.ts"
import { t } from "#lib/words/t.ts"

/** Withdraws an invitation, and says so in its place. */
export function WithdrawForm({
  action,
  invitation,
  what,
}: {
  action: (state: FormState<true>, form: FormData) => Promise<FormState<true>>
  invitation: string
  what: string
}): ReactElement {
  const [state, send, isSending] = useActionState(action, { values: {} } as FormState<true>)
  if (state.ok) return <p role="status">{t("invitations.withdrawn")}</p>
  return (
    <form action={send} className="flex flex-wrap items-center gap-2">
      {state.error && <p role="alert">{state.error.message}</p>}
      <input type="hidden" name="invitation" value={invitation} />
      <Button
        type="submit"
        size="small"
        aria-label={t("invitations.withdraw-one", { what })}
        aria-disabled={isSending}
      >
        {t("invitations.withdraw")}
      </Button>
    </form>
  )
}
