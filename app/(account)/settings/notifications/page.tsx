import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { MailForm } from "#components/account/mail-form.client.tsx"
import { SettingsPage } from "#components/account/page.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { loadMailSettings, type MailSettingsView } from "#lib/views/mail-settings.ts"
import { mailSettingsPath } from "#lib/web/account-paths.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { askAnew, resumeTopic, saveMail } from "./actions.ts"

export const metadata: Metadata = { title: t("settings.mail.title") }

export default async function MailSettings({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  const member = await memberOrSignIn(mailSettingsPath())
  const settings = await loadMailSettings(member, await fromQuery(searchParams, "after"))
  return (
    <SettingsPage title={t("settings.mail.title")}>
      {settings.stopped && <Stopped {...settings} />}
      {settings.email ? (
        <p>
          {rich("settings.mail.where", {
            address: settings.email,
            strong: (words) => <strong className="break-words">{words}</strong>,
          })}
        </p>
      ) : (
        <Notice kind="warning" title={t("settings.mail.none")}>
          {t("settings.mail.none-text")}
        </Notice>
      )}
      <MailForm action={saveMail} {...settings} />
      {settings.topics.length > 0 && <Topics {...settings} />}
    </SettingsPage>
  )
}

function Stopped({ stopped, email }: MailSettingsView): ReactElement {
  const { why, reason, since } = stopped!
  return (
    <Panel aria-labelledby="stopped-title" className="flex flex-col gap-4">
      <Notice kind="warning">
        <h2 id="stopped-title" className="font-semibold">
          {t("settings.mail.stopped", { address: email ?? "" })}
        </h2>
        {why === "bounced" ? (
          <p>{t("settings.mail.bounced", { day: since, reason })}</p>
        ) : (
          <p>{t("settings.mail.unwanted", { day: since })}</p>
        )}
      </Notice>
      <AccountForm
        action={askAnew}
        submit={t("settings.mail.confirm")}
        variant="secondary"
        done={<Notice kind="success">{t("settings.mail.confirm-sent")}</Notice>}
      />
    </Panel>
  )
}

function Topics({ topics, more }: MailSettingsView): ReactElement {
  return (
    <Panel aria-labelledby="topics-title" className="flex flex-col gap-4">
      <h2 id="topics-title" className="text-lg font-semibold">
        {t("settings.mail.topics")}
      </h2>
      <ul className="flex flex-col gap-3">
        {topics.map(({ id, title, href }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            {href ? <Link href={href}>{title}</Link> : <span>{t("settings.mail.unseen-topic")}</span>}
            <AccountForm
              action={resumeTopic}
              hidden={{ topic: id }}
              submit={t("settings.mail.again")}
              label={title && t("settings.mail.again-about", { title })}
              variant="secondary"
              done={<span className="text-muted">{t("settings.mail.again-done")}</span>}
            />
          </li>
        ))}
      </ul>
      {more && <Link href={`${mailSettingsPath()}?after=${more}`}>{t("settings.mail.more-topics")}</Link>}
    </Panel>
  )
}
