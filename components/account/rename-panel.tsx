import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { Time } from "#components/ui/time.tsx"
import type { AccountSettings } from "#lib/views/account-settings.ts"
import type { FormState } from "#lib/web/form-state.ts"
import { rich } from "#lib/words/rich.ts"
import { list, t } from "#lib/words/t.ts"
import { AccountForm } from "./form.client.tsx"

type Action = (state: FormState<true>, form: FormData) => Promise<FormState<true>>

/** Another name, or when there may be one. */
export function RenamePanel({
  settings,
  action,
}: {
  settings: AccountSettings
  action: Action
}): ReactElement {
  const { name, formerNames, nextRename, renaming, suspended } = settings
  return (
    <Panel aria-labelledby="name-title" className="flex flex-col gap-4">
      <h2 id="name-title" className="text-lg font-semibold">
        {t("settings.name.title")}
      </h2>
      {renaming && (
        <Notice>
          {rich("settings.name.renaming", { link: (words) => <Link href={renaming}>{words}</Link> })}
        </Notice>
      )}
      <p>
        {rich("settings.name.text", {
          name,
          strong: (words) => <strong className="break-words">{words}</strong>,
        })}
      </p>
      {formerNames.length > 0 && (
        <p className="break-words text-sm text-muted">
          {t("settings.name.earlier", { names: list(formerNames) })}
        </p>
      )}
      {suspended && <p>{t("settings.name.suspended")}</p>}
      {nextRename && !suspended && (
        <p>{rich("settings.name.again", { time: () => <Time at={nextRename} precise /> })}</p>
      )}
      {!nextRename && !suspended && (
        <AccountForm
          action={action}
          submit={t("settings.name.change")}
          variant="secondary"
          focus={false}
          fields={[
            {
              name: "name",
              label: t("settings.name.new"),
              autoComplete: "off",
              hint: t("settings.name.new-hint"),
            },
          ]}
        />
      )}
    </Panel>
  )
}
