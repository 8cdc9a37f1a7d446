import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { MailForm } from "#components/account/mail-form.client.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { loadMailSettings, type MailSettingsView } from "#lib/views/mail-settings.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { mailSettingsPath } from "#lib/web/paths.ts"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { askAnew, resumeTopic, saveMail } from "./actions.ts"

export const metadata: Metadata = { title: "Your mail" }

export default async function MailSettings({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  const member = await memberOrSignIn(mailSettingsPath())
  const settings = await loadMailSettings(member, await fromQuery(searchParams, "after"))
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-6 py-4">
      <h1 className="text-2xl font-semibold">Your mail</h1>
      {settings.stopped && <Stopped {...settings} />}
      {settings.email ? (
        <p>
          What happens is always told on the forum itself. Here you choose what also comes by mail to{" "}
          <strong className="break-words">{settings.email}</strong>. You get none of what you have read
          already.
        </p>
      ) : (
        <Notice kind="warning" title="You have no confirmed e-mail address.">
          So no mail comes, whatever you choose here.
        </Notice>
      )}
      <MailForm action={saveMail} {...settings} />
      {settings.topics.length > 0 && <Topics {...settings} />}
    </div>
  )
}

function Stopped({ stopped, email }: MailSettingsView): ReactElement {
  const { why, reason, since } = stopped!
  return (
    <Panel aria-labelledby="stopped-title" className="flex flex-col gap-4">
      <Notice kind="warning">
        <h2 id="stopped-title" className="font-semibold">
          We send no mail to {email}.
        </h2>
        {why === "bounced" ? (
          <p>
            Mail came back since {since}. The mail server said: “{reason}”
          </p>
        ) : (
          <p>On {since} our mail was reported as unwanted.</p>
        )}
      </Notice>
      <AccountForm
        action={askAnew}
        submit="Send me a mail to confirm the address"
        variant="secondary"
        done={
          <Notice kind="success">
            A mail is on its way. When it arrives, press the button behind its link, and all is as before.
          </Notice>
        }
      />
    </Panel>
  )
}

function Topics({ topics, more }: MailSettingsView): ReactElement {
  return (
    <Panel aria-labelledby="topics-title" className="flex flex-col gap-4">
      <h2 id="topics-title" className="text-lg font-semibold">
        Topics of which you want no mail
      </h2>
      <ul className="flex flex-col gap-3">
        {topics.map(({ id, title, href }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            {href ? <Link href={href}>{title}</Link> : <span>A topic that you cannot see any more</span>}
            <AccountForm
              action={resumeTopic}
              hidden={{ topic: id }}
              submit="Mail me again"
              label={title && `Mail me again about ${title}`}
              variant="secondary"
              done={<span className="text-muted">You get mail about it again.</span>}
            />
          </li>
        ))}
      </ul>
      {more && <Link href={`${mailSettingsPath()}?after=${more}`}>More topics</Link>}
    </Panel>
  )
}
