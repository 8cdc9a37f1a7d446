import type { ReactElement } from "react"
import { Choice } from "#components/ui/field.tsx"
import { Panel } from "#components/ui/panel.tsx"
import type { AccountSettings } from "#lib/views/account-settings.ts"
import type { FormState } from "#lib/web/form-state.ts"
import { t } from "#lib/words/t.ts"
import { AccountForm } from "./form.client.tsx"

type Action = (state: FormState<true>, form: FormData) => Promise<FormState<true>>

/** The way out, behind a first step: there is no way back. */
export function LeavePanel({
  settings: { name, hasPassword, isOwner },
  action,
}: {
  settings: AccountSettings
  action: Action
}): ReactElement {
  return (
    <Panel aria-labelledby="leave-title" className="flex flex-col gap-4">
      <h2 id="leave-title" className="text-lg font-semibold">
        {t("settings.leave.title")}
      </h2>
      {isOwner ? (
        <p>{t("settings.leave.owner")}</p>
      ) : (
        <>
          <p>{t("settings.leave.text")}</p>
          <AccountForm
            action={action}
            submit={t("settings.leave.submit")}
            variant="danger"
            focus={false}
            fields={[
              hasPassword
                ? {
                    name: "password",
                    label: t("settings.leave.password"),
                    type: "password",
                    autoComplete: "current-password",
                  }
                : { name: "name", label: t("settings.leave.name", { name }), autoComplete: "off" },
            ]}
          >
            <Choice
              name="writings"
              label={t("settings.leave.writings")}
              options={[
                ["keep", t("settings.leave.keep")],
                ["remove", t("settings.leave.remove")],
              ]}
            />
          </AccountForm>
        </>
      )}
    </Panel>
  )
}
