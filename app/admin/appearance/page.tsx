import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { LookForms } from "#components/panel/look-forms.tsx"
import { Past } from "#components/panel/past.tsx"
import { Saved } from "#components/panel/saved.tsx"
import { loadManagedLook } from "#lib/views/admin-look.ts"
import { adminAppearancePath } from "#lib/web/admin-paths.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { colorsAction, forumNameAction, logoAction, ownCssAction, undoLookAction } from "./actions.ts"

export const metadata: Metadata = { title: t("look.title") }

export default async function Appearance({
  searchParams,
}: PageProps<"/admin/appearance">): Promise<ReactElement> {
  const { admin, sections } = await adminOrNotFound(adminAppearancePath())
  const view = await loadManagedLook(admin)
  return (
    <AdminPage title={t("look.title")} sections={sections}>
      <Saved said={await fromQuery(searchParams, "said")} />
      <LookForms
        view={view}
        actions={{ name: forumNameAction, colors: colorsAction, logo: logoAction, css: ownCssAction }}
      />
      <Past past={view.past} undo={undoLookAction} />
    </AdminPage>
  )
}
