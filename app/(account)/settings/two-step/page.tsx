import type { Metadata } from "next"
import type { ReactElement } from "react"
import { CodesForm } from "#components/account/codes-form.client.tsx"
import { AccountForm } from "#components/account/form.client.tsx"
import { SettingsPage } from "#components/account/page.tsx"
import { ButtonLink } from "#components/ui/button.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { Time } from "#components/ui/time.tsx"
import { loadTwoStep, type TwoStepView } from "#lib/views/two-step.ts"
import { forgotPath, twoStepPath, twoStepSetUpPath } from "#lib/web/account-paths.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { renewCodes, switchOff } from "./actions.ts"

export const metadata: Metadata = { title: t("settings.two-step.title") }

export default async function TwoStepPage({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  const view = await loadTwoStep(await memberOrSignIn(twoStepPath()))
  const hasEnded = !view.since && (await fromQuery(searchParams, "said")) === "ended"
  return (
    <SettingsPage title={t("settings.two-step.title")}>
      {hasEnded && <Notice kind="success">{t("settings.two-step.ended")}</Notice>}
      {view.awaits && <Notice kind="warning">{t("settings.two-step.staff", { role: view.awaits })}</Notice>}
      <p>{t("settings.two-step.text")}</p>
      {view.since ? <On view={view} since={view.since} /> : <Off view={view} />}
    </SettingsPage>
  )
}

function Off({ view }: { view: TwoStepView }): ReactElement {
  if (!view.hasPassword)
    return (
      <p>
        {rich("settings.two-step.password-first", {
          link: (words) => <Link href={forgotPath()}>{words}</Link>,
        })}
      </p>
    )
  return (
    <>
      <p>{t("settings.two-step.off")}</p>
      <p>
        <ButtonLink href={twoStepSetUpPath()} variant="primary">
          {t("settings.two-step.set-up")}
        </ButtonLink>
      </p>
    </>
  )
}

function On({ view, since }: { view: TwoStepView; since: string }): ReactElement {
  return (
    <>
      <p>{rich("settings.two-step.on", { time: () => <Time at={since} /> })}</p>
      <Panel aria-labelledby="codes" className="flex flex-col gap-4">
        <h2 id="codes">{t("settings.two-step.codes")}</h2>
        <p>{t("settings.two-step.codes-left", { left: view.codesLeft })}</p>
        <CodesForm
          action={renewCodes}
          submit={t("settings.two-step.codes-new")}
          variant="secondary"
          focus={false}
        />
      </Panel>
      <Panel aria-labelledby="end" className="flex flex-col gap-4">
        <h2 id="end">{t("settings.two-step.end")}</h2>
        <p>{t("settings.two-step.end-text")}</p>
        <AccountForm
          action={switchOff}
          submit={t("settings.two-step.end-now")}
          variant="danger"
          focus={false}
          fields={[
            {
              name: "code",
              id: "end-code",
              label: t("settings.two-step.any-code"),
              hint: t("settings.two-step.any-code-hint"),
              autoComplete: "one-time-code",
            },
          ]}
        />
      </Panel>
    </>
  )
}
