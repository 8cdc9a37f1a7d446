import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { StaffLogPage } from "#components/moderation/staff-log.tsx"
import { loadStaffLog, logAskedFor } from "#lib/views/staff-log.ts"
import { only } from "#lib/web/found.ts"
import { moderatorOrNotFound } from "#lib/web/members-area.ts"
import { staffLogPath } from "#lib/web/staff-paths.ts"
import { t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("moderation.staff-log") }

export default async function StaffLog({
  searchParams,
}: PageProps<"/moderation/log">): Promise<ReactElement> {
  const { by, type, month, category, after } = await searchParams
  const asked = { by: only(by)?.trim(), type: only(type), month: only(month), category: only(category) }
  const of = logAskedFor(asked) ?? notFound()
  const member = await moderatorOrNotFound(staffLogPath(of))
  return <StaffLogPage view={(await loadStaffLog(member, of, only(after))) ?? notFound()} />
}
