import type { ReactElement } from "react"
import { Notice } from "#components/ui/notice.tsx"
import { Panel } from "#components/ui/panel.tsx"
import type { AccountSettings } from "#lib/views/account-settings.ts"
import type { FormState } from "#lib/web/form-state.ts"
import { t } from "#lib/words/t.ts"
import { AccountForm } from "./form.client.tsx"
import { LeaveForm } from "./leave-form.tsx"

type Action = (state: FormState<true>, form: FormData) => Promise<FormState<true>>

/** The way out, behind a first step: there is no way back. */
export function LeavePanel({
  settings: { email, hasPassword, isOwner },
  leave,
  ask,
}: {
  settings: AccountSettings
  leave: Action
  /** For who has no password. */
  ask: Action
}): ReactElement {
  return (
    <Panel aria-labelledby="leave-title" className="flex flex-col gap-4">
      <h2 id="leave-title" className="text-lg font-semibold">
        {t("settings.leave.title")}
      </h2>
      {isOwner ? <p>{t("settings.leave.owner")}</p> : <p>{t("settings.leave.text")}</p>}
      {!isOwner && hasPassword && <LeaveForm action={leave} />}
      {!isOwner && !hasPassword && email && (
        <>
          <p>{t("settings.leave.link-text", { address: email })}</p>
          <AccountForm
            action={ask}
            submit={t("settings.leave.link")}
            variant="danger"
            focus={false}
            done={<Notice kind="success">{t("settings.leave.link-sent", { address: email })}</Notice>}
          />
        </>
      )}
    </Panel>
  )
}
