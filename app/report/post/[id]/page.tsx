import type { Metadata } from "next"
import type { ReactElement } from "react"
import { ReportPage } from "#components/moderation/report-page.tsx"
import { MAX_WORDS } from "#lib/forum/reporting.ts"
import { loadPostReport } from "#lib/views/reporting.ts"
import { currentActor } from "#lib/web/actor.ts"
import { found, idIn } from "#lib/web/found.ts"
import { t } from "#lib/words/t.ts"
import { reportAction } from "../../actions.ts"

export const metadata: Metadata = { title: t("moderation.report-title"), robots: { index: false } }

export default async function Page({ params }: PageProps<"/report/post/[id]">): Promise<ReactElement> {
  const view = await found(loadPostReport(await currentActor(), idIn((await params).id)))
  return <ReportPage view={view} action={reportAction} maxWords={MAX_WORDS} />
}
