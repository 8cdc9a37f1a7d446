import type { Metadata } from "next"
import type { ReactElement } from "react"
import { CodesForm } from "#components/account/codes-form.client.tsx"
import { AccountForm } from "#components/account/form.client.tsx"
import { SettingsPage } from "#components/account/page.tsx"
import { SquaresPicture } from "#components/account/squares.tsx"
import { Link } from "#components/ui/link.tsx"
import { loadSetUp, type SetUpView } from "#lib/views/two-step.ts"
import { twoStepPath, twoStepSetUpPath } from "#lib/web/account-paths.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { begin, confirm } from "../actions.ts"

export const metadata: Metadata = { title: t("settings.two-step.set-up") }

/** The form of the first code stays in its place when the answer comes: it shows the recovery codes, which nothing else does. */
export default async function SetUpPage(): Promise<ReactElement> {
  const view = await loadSetUp(await memberOrSignIn(twoStepSetUpPath()))
  const { step } = view
  return (
    <SettingsPage title={t("settings.two-step.set-up")}>
      {step === "password" && <Begin />}
      {step === "confirm" && <App view={view} />}
      {step === "on" && <p>{t("settings.two-step.is-on")}</p>}
      {step !== "password" && (
        <CodesForm
          action={confirm}
          submit={t("settings.two-step.switch-on")}
          focus={false}
          isDone={step === "on"}
        />
      )}
      <p>
        <Link href={twoStepPath()}>{t("settings.two-step.back")}</Link>
      </p>
    </SettingsPage>
  )
}

function Begin(): ReactElement {
  return (
    <>
      <p>{t("settings.two-step.begin-text")}</p>
      <AccountForm
        action={begin}
        submit={t("settings.two-step.begin")}
        fields={[
          {
            name: "current",
            label: t("account.present-password"),
            type: "password",
            autoComplete: "current-password",
          },
        ]}
      />
    </>
  )
}

function App({ view }: { view: Extract<SetUpView, { step: "confirm" }> }): ReactElement {
  return (
    <>
      <section aria-labelledby="scan" className="flex flex-col gap-4">
        <h2 id="scan">{t("settings.two-step.scan")}</h2>
        <p>{rich("settings.two-step.scan-text", { link: (words) => <a href={view.href}>{words}</a> })}</p>
        <SquaresPicture picture={view.picture} label={t("settings.two-step.picture")} />
        <p>
          <span className="me-1 text-muted">{t("settings.two-step.key")}</span>{" "}
          <code className="break-words">{view.key}</code>
        </p>
      </section>
      <section aria-labelledby="confirm" className="flex flex-col gap-2">
        <h2 id="confirm">{t("settings.two-step.confirm")}</h2>
        <p>{t("settings.two-step.confirm-text")}</p>
      </section>
    </>
  )
}
