import type { Metadata } from "next"
import type { ReactElement } from "react"
import { ClearPage } from "#components/members/clear-page.tsx"
import { loadProfileToClear } from "#lib/views/profile-settings.ts"
import { found, idIn } from "#lib/web/found.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { fromQuery } from "#lib/web/query.ts"
import { clearProfilePath } from "#lib/web/staff-paths.ts"
import { t } from "#lib/words/t.ts"
import { chooseTrust, clear } from "./actions.ts"

export const metadata: Metadata = { title: t("members.clear.title") }

export default async function ClearProfilePage({
  params,
  searchParams,
}: PageProps<"/moderation/profile/[id]">): Promise<ReactElement> {
  const id = idIn((await params).id)
  const view = await found(loadProfileToClear(await memberOrSignIn(clearProfilePath(id)), id))
  const said = await fromQuery(searchParams, "said")
  return (
    <ClearPage
      view={view}
      action={clear}
      trust={chooseTrust}
      said={said === "saved" || said === "trusted" ? said : undefined}
    />
  )
}
