import type { ReactElement } from "react"
import { Choice } from "#components/ui/field.tsx"
import type { FormState } from "#lib/web/form-state.ts"
import { t } from "#lib/words/t.ts"
import { AccountForm } from "./form.client.tsx"

/** What becomes of what somebody wrote, and the proof that it is them. @param token of the link in a mail; without it they type their password */
export function LeaveForm({
  action,
  token,
}: {
  action: (state: FormState<true>, form: FormData) => Promise<FormState<true>>
  token?: string
}): ReactElement {
  return (
    <AccountForm
      action={action}
      hidden={{ token }}
      submit={t("settings.leave.submit")}
      variant="danger"
      focus={false}
      fields={
        token
          ? []
          : [
              {
                name: "password",
                label: t("settings.leave.password"),
                type: "password",
                autoComplete: "current-password",
              },
            ]
      }
    >
      <Choice
        name="writings"
        label={t("settings.leave.writings")}
        options={[
          ["keep", t("settings.leave.keep")],
          ["remove", t("settings.leave.remove")],
        ]}
      />
      <p className="text-sm text-muted">{t("settings.leave.records")}</p>
    </AccountForm>
  )
}
