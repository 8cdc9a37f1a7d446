import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { StaffLogPage } from "#components/moderation/staff-log.tsx"
import { loadStaffLog, logAskedFor } from "#lib/views/staff-log.ts"
import { only } from "#lib/web/found.ts"
import { staffOrNotFound } from "#lib/web/members-area.ts"
import { decoded } from "#lib/web/params.ts"
import { staffLogPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("moderation.staff-log") }

type Props = PageProps<"/moderation/log/[[...of]]">

export default async function StaffLog({ params, searchParams }: Props): Promise<ReactElement> {
  const parts = ((await params).of ?? []).map((part) => decoded(part) ?? notFound())
  const of = logAskedFor(parts) ?? notFound()
  const staff = await staffOrNotFound(staffLogPath(of))
  const view = await loadStaffLog(staff, of, only((await searchParams).after))
  return <StaffLogPage view={view ?? notFound()} />
}
