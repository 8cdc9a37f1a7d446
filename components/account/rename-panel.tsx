import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { Time } from "#components/ui/time.tsx"
import type { AccountSettings } from "#lib/views/account-settings.ts"
import type { FormState } from "#lib/web/form-state.ts"
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
        Your name
      </h2>
      {renaming && (
        <Notice>
          Your new name is being brought everywhere. <Link href={renaming}>How far it is</Link>
        </Notice>
      )}
      <p>
        You are called <strong className="break-words">{name}</strong>. Another name goes wherever this one
        stands; links to this one lead to you all the same, and nobody else can take it. You can change it
        once a month.
      </p>
      {formerNames.length > 0 && (
        <p className="break-words text-sm text-muted">Earlier: {formerNames.join(", ")}</p>
      )}
      {suspended && <p>While your account is suspended it keeps its name.</p>}
      {nextRename && !suspended && (
        <p>
          You can change it again from <Time at={nextRename} precise /> on.
        </p>
      )}
      {!nextRename && !suspended && (
        <AccountForm
          action={action}
          submit="Change my name"
          variant="secondary"
          focus={false}
          fields={[{ name: "name", label: "New name", autoComplete: "off", hint: "3 to 20 characters." }]}
        />
      )}
    </Panel>
  )
}
