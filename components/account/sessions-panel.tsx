import type { ReactElement } from "react"
import { Panel } from "#components/ui/panel.tsx"
import { Time } from "#components/ui/time.tsx"
import type { AccountView } from "#lib/views/account.ts"
import type { FormState } from "#lib/web/form-state.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { AccountForm } from "./form.client.tsx"

type Action = (state: FormState<true>, formData: FormData) => Promise<FormState<true>>
type OwnSession = AccountView["sessions"][number]

/** Where somebody is signed in, and the ways to end that. */
export function SessionsPanel({
  sessions,
  end,
}: {
  sessions: OwnSession[]
  end: Record<"one" | "others" | "all", Action>
}): ReactElement {
  return (
    <Panel aria-labelledby="devices-title" className="flex flex-col gap-4">
      <h2 id="devices-title" className="text-lg font-semibold">
        {t("account.devices")}
      </h2>
      <ul className="flex flex-col divide-y divide-border">
        {sessions.map((session) => (
          <Row key={session.id} session={session} end={end.one} />
        ))}
      </ul>
      {!sessions.some(({ isThis }) => isThis) && (
        <p className="text-muted">{t("account.devices.unlisted")}</p>
      )}
      {/* Where this browser is the only one, there is nothing else to end. */}
      {!(sessions.length === 1 && sessions[0]?.isThis) && (
        <AccountForm action={end.others} submit={t("account.devices.end-others")} variant="secondary" />
      )}
      <p>{t("account.devices-text")}</p>
      <AccountForm action={end.all} submit={t("account.sign-out-everywhere")} variant="danger" />
    </Panel>
  )
}

function Row({ session, end }: { session: OwnSession; end: Action }): ReactElement {
  const { id, browser, system, createdAt, seenOn, isThis } = session
  const device = t("account.devices.name", {
    browser: t(`account.devices.browser.${browser}`),
    system: t(`account.devices.system.${system}`),
  })
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 first:pt-0">
      <div>
        <p className="font-semibold">
          {device}
          {isThis && <span className="ms-2 text-sm font-normal text-muted">{t("account.devices.this")}</span>}
        </p>
        <p className="text-sm text-muted">
          {rich("account.devices.times", {
            since: () => <Time at={createdAt} />,
            seen: () => <Time at={`${seenOn}T12:00:00.000Z`} />,
          })}
        </p>
      </div>
      {!isThis && (
        <AccountForm
          action={end}
          hidden={{ session: id }}
          submit={t("account.devices.end")}
          label={t("account.devices.end-label", { device })}
          variant="secondary"
        />
      )}
    </li>
  )
}
