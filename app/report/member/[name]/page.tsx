import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { ReportPage } from "#components/moderation/report-page.tsx"
import { MAX_WORDS } from "#lib/forum/reporting.ts"
import { loadMemberReport } from "#lib/views/reporting.ts"
import { currentActor } from "#lib/web/actor.ts"
import { decoded } from "#lib/web/params.ts"
import { t } from "#lib/words/t.ts"
import { reportAction } from "../../actions.ts"

export const metadata: Metadata = { title: t("moderation.report-title"), robots: { index: false } }

export default async function Page({ params }: PageProps<"/report/member/[name]">): Promise<ReactElement> {
  const name = decoded((await params).name) ?? notFound()
  const view = (await loadMemberReport(await currentActor(), name)) ?? notFound()
  return <ReportPage view={view} action={reportAction} maxWords={MAX_WORDS} />
}
