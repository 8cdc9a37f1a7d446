import type { ReactElement } from "react"
import { Panel } from "#components/ui/panel.tsx"
import type { ProfileSettings } from "#lib/views/profile-settings.ts"
import type { FormState } from "#lib/web/form-state.ts"
import { memberPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { AboutForm } from "./about-form.client.tsx"

/** What the member says about themselves on their profile. */
export function AboutPanel({
  profile: { name, about, suspended },
  action,
}: {
  profile: ProfileSettings
  action: (state: FormState<true>, form: FormData) => Promise<FormState<true>>
}): ReactElement | null {
  if (suspended) return null
  return (
    <Panel aria-labelledby="about-title" className="flex flex-col gap-4">
      <h2 id="about-title">{t("settings.about.title")}</h2>
      <AboutForm about={about} profile={memberPath(name)} action={action} />
    </Panel>
  )
}
