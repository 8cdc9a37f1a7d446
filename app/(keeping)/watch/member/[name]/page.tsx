import type { Metadata } from "next"
import { notFound, redirect } from "next/navigation"
import type { ReactElement } from "react"
import { ChoicePage } from "#components/keeping/choice-page.tsx"
import { stances } from "#components/keeping/levels.ts"
import { unseen } from "#components/ui/hidden.tsx"
import { Link } from "#components/ui/link.tsx"
import { loadStance } from "#lib/views/keeping.ts"
import { found } from "#lib/web/found.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { decoded } from "#lib/web/params.ts"
import { memberPath, peoplePath, staffMemberPath, watchMemberPath } from "#lib/web/paths.ts"
import { fromQuery } from "#lib/web/query.ts"

import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { stanceAction } from "../../../actions.ts"

export const metadata: Metadata = { title: t("keeping.follow-member") }

export default async function Page({
  params,
  searchParams,
}: PageProps<"/watch/member/[name]">): Promise<ReactElement> {
  const name = decoded((await params).name) ?? notFound()
  const view = await found(loadStance(await memberOrSignIn(watchMemberPath(name)), name))
  // Oneself one does not follow: one sees whom one does.
  if (view.isSelf) redirect(peoplePath("following"))
  return (
    <ChoicePage
      title={t("keeping.choose-member", { name: view.name })}
      about={view.name}
      path={memberPath(view.name)}
      choices={stances()}
      current={view.stance}
      name="stance"
      hidden={{ member: view.id }}
      action={stanceAction}
      saved={(await fromQuery(searchParams, "said")) === "saved"}
    >
      {view.staff && (
        <Link href={staffMemberPath(view.id)}>
          {rich("members.staff-link", { name: view.name, more: unseen })}
        </Link>
      )}
    </ChoicePage>
  )
}
