import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { MergeAccounts } from "#components/panel/merge-accounts.tsx"
import { Link } from "#components/ui/link.tsx"
import { loadMerge } from "#lib/views/admin-merge.ts"
import { adminMemberPath, mergeMemberPath } from "#lib/web/admin-paths.ts"
import { found, idIn } from "#lib/web/found.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { mergeMembersAction } from "../../actions.ts"

export const metadata: Metadata = { title: t("panel.merge.title") }

/** Two accounts of one person: which one stays is asked first, what happens is said before it does. */
export default async function MergeMember({
  params,
  searchParams,
}: PageProps<"/admin/members/[id]/merge">): Promise<ReactElement> {
  const id = idIn((await params).id)
  const { admin, sections } = await adminOrNotFound(mergeMemberPath(id))
  const merge = await found(loadMerge(admin, id, await fromQuery(searchParams, "into")))
  return (
    <AdminPage title={t("panel.merge.title")} sections={sections}>
      <p>
        <Link href={adminMemberPath(id)}>{t("panel.merge.back", { name: merge.name })}</Link>
      </p>
      <MergeAccounts merge={merge} action={mergeMembersAction} />
    </AdminPage>
  )
}
