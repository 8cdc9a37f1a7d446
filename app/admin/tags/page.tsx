import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { TagRows } from "#components/panel/tag-rows.tsx"
import { loadTags } from "#lib/views/admin-tags.ts"
import { adminTagsPath } from "#lib/web/admin-paths.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("tags.title") }

export default async function Tags({ searchParams }: PageProps<"/admin/tags">): Promise<ReactElement> {
  const { admin, sections } = await adminOrNotFound(adminTagsPath())
  const [q, by, after] = await Promise.all(
    (["q", "by", "after"] as const).map((name) => fromQuery(searchParams, name)),
  )
  return (
    <AdminPage title={t("tags.title")} sections={sections}>
      <TagRows view={await loadTags(admin, { q, by, after })} />
    </AdminPage>
  )
}
