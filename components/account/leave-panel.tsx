import type { ReactElement } from "react"
import { Choice } from "#components/ui/field.tsx"
import { Panel } from "#components/ui/panel.tsx"
import type { AccountSettings } from "#lib/views/account-settings.ts"
import type { FormState } from "#lib/web/form-state.ts"
import { AccountForm } from "./form.client.tsx"

type Action = (state: FormState<true>, form: FormData) => Promise<FormState<true>>

/** The way out, behind a first step: there is no way back. */
export function LeavePanel({
  settings: { name, hasPassword, isOwner },
  action,
}: {
  settings: AccountSettings
  action: Action
}): ReactElement {
  return (
    <Panel aria-labelledby="leave-title" className="flex flex-col gap-4">
      <h2 id="leave-title" className="text-lg font-semibold">
        Leave the forum
      </h2>
      {isOwner ? (
        <p>
          You own this forum. Make somebody else the owner first, and let them give you another role; then you
          can leave.
        </p>
      ) : (
        <>
          <p>
            Your account ends at once and cannot be brought back. Your name, address, password, notifications
            and whatever else is kept for you are deleted. For a year nobody can take your name.
          </p>
          <AccountForm
            action={action}
            submit="Delete my account for good"
            variant="danger"
            focus={false}
            fields={[
              hasPassword
                ? {
                    name: "password",
                    label: "Your password",
                    type: "password",
                    autoComplete: "current-password",
                  }
                : { name: "name", label: `Your name here (${name})`, autoComplete: "off" },
            ]}
          >
            <Choice
              name="writings"
              label="What becomes of what you wrote"
              options={[
                ["keep", "It stays, by “Former member” and a number, so that talks can still be followed."],
                ["remove", "It goes as well: in place of each post stands that it was deleted."],
              ]}
            />
          </AccountForm>
        </>
      )}
    </Panel>
  )
}
