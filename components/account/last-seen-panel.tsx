import type { ReactElement } from "react"
import { Panel } from "#components/ui/panel.tsx"
import type { FormState } from "#lib/web/form-state.ts"
import { t } from "#lib/words/t.ts"
import { AccountForm } from "./form.client.tsx"

/** Whether others see when the member was last here. */
export function LastSeenPanel({
  shown,
  action,
}: {
  shown: boolean
  action: (state: FormState<true>, form: FormData) => Promise<FormState<true>>
}): ReactElement {
  return (
    <Panel aria-labelledby="last-seen-title" className="flex flex-col gap-4">
      <h2 id="last-seen-title">{t("settings.last-seen.title")}</h2>
      <AccountForm action={action} submit={t("settings.last-seen.save")} variant="secondary" focus={false}>
        <label className="flex items-baseline gap-3">
          <input
            type="checkbox"
            name="shown"
            value="1"
            defaultChecked={shown}
            className="size-4 shrink-0 translate-y-0.5 accent-accent"
          />
          <span>
            <span className="font-semibold">{t("settings.last-seen.label")}</span>
            <span className="block text-sm text-muted">{t("settings.last-seen.hint")}</span>
          </span>
        </label>
      </AccountForm>
    </Panel>
  )
}
