import type { Metadata } from "next"
import type { ReactElement, ReactNode } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { loadUnsubscribing } from "#lib/views/mail-settings.ts"
import { mailSettingsPath } from "#lib/web/account-paths.ts"
import { decoded } from "#lib/web/params.ts"
import { siteName } from "#lib/web/site.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { endMail } from "./actions.ts"

export const metadata: Metadata = { title: t("settings.unsubscribe.title") }

/** Only the button ends anything: programs look at links before people do. */
export default async function Unsubscribe({
  params,
}: PageProps<"/unsubscribe/[token]">): Promise<ReactElement> {
  const token = decoded((await params).token) ?? ""
  const ending = loadUnsubscribing(token)
  if (!ending)
    return (
      <AccountPage title={t("settings.unsubscribe.title")}>
        <Notice kind="error" title={t("settings.unsubscribe.invalid")}>
          {rich("settings.unsubscribe.invalid-text", { link: toSettings })}
        </Notice>
      </AccountPage>
    )
  const { ends, all } = ending
  return (
    <AccountPage title={t("settings.unsubscribe.title")}>
      <p>
        {rich("settings.unsubscribe.question", {
          forum: await siteName(),
          kind: ends,
          strong: (words) => <strong>{words}</strong>,
        })}
      </p>
      <AccountForm
        action={endMail}
        hidden={{ token }}
        submit={t("settings.unsubscribe.yes")}
        done={<Notice kind="success">{t("settings.unsubscribe.done", { kind: ends })}</Notice>}
      />
      {!all && (
        <AccountForm
          action={endMail}
          hidden={{ token, all: "1" }}
          submit={t("settings.no-mail")}
          variant="secondary"
          done={<Notice kind="success">{t("settings.unsubscribe.done-all")}</Notice>}
        />
      )}
      <p>{rich("settings.unsubscribe.always", { link: toSettings })}</p>
    </AccountPage>
  )
}

function toSettings(words: ReactNode): ReactElement {
  return <Link href={mailSettingsPath()}>{words}</Link>
}
