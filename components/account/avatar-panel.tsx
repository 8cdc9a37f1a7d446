import type { ReactElement } from "react"
import { Avatar } from "#components/ui/avatar.tsx"
import { Panel } from "#components/ui/panel.tsx"
import type { ProfileSettings } from "#lib/views/profile-settings.ts"
import type { FormState } from "#lib/web/form-state.ts"
import { t } from "#lib/words/t.ts"
import { AvatarForm } from "./avatar-form.client.tsx"
import { AccountForm } from "./form.client.tsx"

type Action = (state: FormState<true>, form: FormData) => Promise<FormState<true>>

/** The picture beside the member's name. Who is suspended may only take it away. */
export function AvatarPanel({
  profile: { id, name, avatar, suspended },
  save,
  remove,
}: {
  profile: ProfileSettings
  save: Action
  remove: Action
}): ReactElement {
  return (
    <Panel aria-labelledby="picture-title" className="flex flex-col gap-4">
      <h2 id="picture-title">{t("uploads.avatar.title")}</h2>
      <div className="flex items-center gap-4">
        <Avatar name={name} user={id} size="large" version={avatar ?? "none"} />
        <p>{t("uploads.avatar.text")}</p>
      </div>
      {!suspended && <AvatarForm action={save} />}
      {avatar && (
        <AccountForm action={remove} submit={t("uploads.avatar.remove")} variant="secondary" focus={false} />
      )}
    </Panel>
  )
}
