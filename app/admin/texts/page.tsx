import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { TextForm } from "#components/panel/text-form.client.tsx"
import { Link } from "#components/ui/link.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { loadTexts } from "#lib/views/about.ts"
import { adminTextsPath } from "#lib/web/admin-paths.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { aboutPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { textAction } from "./actions.ts"

export const metadata: Metadata = { title: t("panel.texts") }

export default async function Texts(): Promise<ReactElement> {
  const { admin, sections } = await adminOrNotFound(adminTextsPath())
  return (
    <AdminPage title={t("panel.texts")} sections={sections}>
      <p>
        <Link href={aboutPath()}>{t("panel.texts.see")}</Link>
      </p>
      {(await loadTexts(admin)).map(({ name, title, source, version }) => (
        <Panel key={name}>
          <TextForm
            {...{ name, title, source, version }}
            action={textAction}
            hint={t(`panel.text.${name}-hint`)}
          />
        </Panel>
      ))}
    </AdminPage>
  )
}
