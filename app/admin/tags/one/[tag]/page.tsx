import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { Past } from "#components/panel/past.tsx"
import { Saved } from "#components/panel/saved.tsx"
import { TagForms } from "#components/panel/tag-forms.tsx"
import { Link } from "#components/ui/link.tsx"
import { loadManagedTag } from "#lib/views/admin-tags.ts"
import { adminTagPath, adminTagsPath } from "#lib/web/admin-paths.ts"
import { found } from "#lib/web/found.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { decoded } from "#lib/web/params.ts"
import { tagPath } from "#lib/web/paths.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import {
  describeTagAction,
  mergeTagAction,
  removeTagAction,
  renameTagAction,
  undoTagAction,
} from "../../actions.ts"

export const metadata: Metadata = { title: t("tags.title") }

export default async function Tag({
  params,
  searchParams,
}: PageProps<"/admin/tags/one/[tag]">): Promise<ReactElement> {
  const name = decoded((await params).tag) ?? notFound()
  const { admin, sections } = await adminOrNotFound(adminTagPath(name))
  const view = (await found(loadManagedTag(admin, name))) ?? notFound()
  return (
    <AdminPage title={`#${view.tag}`} sections={sections}>
      <Saved said={await fromQuery(searchParams, "said")} />
      <p className="flex flex-wrap gap-x-5">
        <Link href={adminTagsPath()}>{t("tags.back")}</Link>
        <Link href={tagPath(view.tag)}>{t("tags.as-it-is")}</Link>
      </p>
      <TagForms
        view={view}
        actions={{
          describe: describeTagAction,
          rename: renameTagAction,
          merge: mergeTagAction,
          remove: removeTagAction,
        }}
      />
      <Past past={view.past} hidden={{ tag: view.tag }} undo={undoTagAction} />
    </AdminPage>
  )
}
