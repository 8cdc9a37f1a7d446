import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { DraftText } from "#components/drafts/draft-text.tsx"
import { draftView } from "#lib/views/drafts.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { decoded } from "#lib/web/params.ts"
import { draftsPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { discardDraftAction } from "../../actions.ts"

export function generateMetadata(): Metadata {
  return { title: t("drafts.title"), robots: { index: false } }
}

/** One draft with all of its text. */
export default async function Page({ params }: PageProps<"/drafts/text/[place]">): Promise<ReactElement> {
  const member = await memberOrSignIn(draftsPath())
  const view = (await draftView(member, decoded((await params).place) ?? "")) ?? notFound()
  return <DraftText view={view} discard={discardDraftAction} />
}
