import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { OwnCases } from "#components/moderation/own-cases.tsx"
import { loadOwnCases } from "#lib/views/own-cases.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { decoded } from "#lib/web/params.ts"
import { ownCasesPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("moderation.own-cases"), robots: { index: false } }

export default async function Page({ params }: PageProps<"/cases/[[...after]]">): Promise<ReactElement> {
  const [after, ...more] = (await params).after ?? []
  if (more.length > 0) notFound()
  const member = await memberOrSignIn(ownCasesPath())
  const view = (await loadOwnCases(member, after && (decoded(after) ?? notFound()))) ?? notFound()
  return <OwnCases {...view} />
}
