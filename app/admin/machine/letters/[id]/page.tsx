import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { DeadLetterDetails } from "#components/admin/dead-letters.tsx"
import { loadDeadLetter } from "#lib/views/machine.ts"
import { deadLetterPath } from "#lib/web/admin-paths.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { decoded } from "#lib/web/params.ts"
import { t } from "#lib/words/t.ts"
import { dropAction, retryAction } from "../../actions.ts"

export const metadata: Metadata = { title: t("admin.letter") }

type Props = PageProps<"/admin/machine/letters/[id]">

export default async function DeadLetterPage({ params }: Props): Promise<ReactElement> {
  const id = decoded((await params).id) ?? notFound()
  const { admin, sections } = await adminOrNotFound(deadLetterPath(id))
  const view = (await loadDeadLetter(admin, id)) ?? notFound()
  return (
    <AdminPage title={t("admin.letter")} sections={sections}>
      <DeadLetterDetails view={view} retry={retryAction} drop={dropAction} />
    </AdminPage>
  )
}
