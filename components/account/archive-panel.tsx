import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { Time } from "#components/ui/time.tsx"
import type { AccountSettings } from "#lib/views/account-settings.ts"
import type { FormState } from "#lib/web/form-state.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { AccountForm } from "./form.client.tsx"

type Action = (state: FormState<true>, form: FormData) => Promise<FormState<true>>

/** One's own data: asked for, under way, or there to be fetched. */
export function ArchivePanel({
  settings: { archive },
  action,
}: {
  settings: AccountSettings
  action: Action
}): ReactElement {
  return (
    <Panel aria-labelledby="data-title" className="flex flex-col gap-4">
      <h2 id="data-title" className="text-lg font-semibold">
        {t("settings.data.title")}
      </h2>
      <p>{t("settings.data.text")}</p>
      {archive && "progress" in archive && (
        <Notice>
          {rich("settings.data.making", { link: (words) => <Link href={archive.progress}>{words}</Link> })}
        </Notice>
      )}
      {archive && "href" in archive && (
        <Notice kind="success">
          {rich("settings.data.ready", {
            // A file, no page: the browser fetches it.
            link: (words) => (
              <a href={archive.href} download>
                {words}
              </a>
            ),
            time: () => <Time at={archive.until} precise />,
          })}
        </Notice>
      )}
      {!(archive && "progress" in archive) && (
        <AccountForm
          action={action}
          submit={archive ? t("settings.data.again") : t("settings.data.make")}
          variant="secondary"
        />
      )}
    </Panel>
  )
}
