import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { loadUnsubscribing } from "#lib/views/mail-settings.ts"
import { decoded } from "#lib/web/params.ts"
import { mailSettingsPath } from "#lib/web/paths.ts"
import { siteName } from "#lib/web/site.ts"
import { endMail } from "./actions.ts"

export const metadata: Metadata = { title: "No more mail" }

/** Only the button ends anything: programs look at links before people do. */
export default async function Unsubscribe({
  params,
}: PageProps<"/unsubscribe/[token]">): Promise<ReactElement> {
  const token = decoded((await params).token) ?? ""
  const ending = loadUnsubscribing(token)
  if (!ending)
    return (
      <AccountPage title="No more mail">
        <Notice kind="error" title="This link is not complete or not valid any more.">
          Copy it again from the mail, or <Link href={mailSettingsPath()}>choose your mail on the forum</Link>
          .
        </Notice>
      </AccountPage>
    )
  const { ends, all } = ending
  return (
    <AccountPage title="No more mail">
      <p>
        Should {siteName()} send you no more <strong>{ends}</strong>?
      </p>
      <AccountForm
        action={endMail}
        hidden={{ token }}
        submit="Yes, no more"
        done={<Notice kind="success">Done: no more {ends}.</Notice>}
      />
      {!all && (
        <AccountForm
          action={endMail}
          hidden={{ token, all: "1" }}
          submit="No mail at all, except about my account"
          variant="secondary"
          done={<Notice kind="success">Done: no more mail, except about your account.</Notice>}
        />
      )}
      <p>
        You can always <Link href={mailSettingsPath()}>choose anew what comes by mail</Link>.
      </p>
    </AccountPage>
  )
}
