import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { DraftsPage } from "#components/drafts/drafts-page.tsx"
import { draftsPage } from "#lib/views/drafts.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { draftsPath } from "#lib/web/paths.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { discardDraftAction, draftBackAction } from "../actions.ts"

type Props = PageProps<"/drafts/[[...at]]">

export function generateMetadata(): Metadata {
  return { title: t("drafts.title"), robots: { index: false } }
}

/** What the member has begun to write. */
export default async function Page({ params, searchParams }: Props): Promise<ReactElement> {
  const { at = [] } = await params
  if (at.length > 1) notFound()
  const member = await memberOrSignIn(draftsPath())
  const view = (await draftsPage(member, at[0], await fromQuery(searchParams, "thrown"))) ?? notFound()
  return <DraftsPage view={view} actions={{ discard: discardDraftAction, bringBack: draftBackAction }} />
}
