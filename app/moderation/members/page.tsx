import { randomUUID } from "node:crypto"
import type { Metadata } from "next"
import type { ReactElement } from "react"
import { SanctionsPage } from "#components/moderation/sanctions-page.tsx"
import { Id } from "#lib/base/ids.ts"
import { loadSanctions, type SanctionsTyped } from "#lib/views/sanctioning.ts"
import { found, only } from "#lib/web/found.ts"
import { staffOrNotFound } from "#lib/web/members-area.ts"
import { sanctionsPath } from "#lib/web/staff-paths.ts"
import { t } from "#lib/words/t.ts"
import { sanctionManyAction } from "../actions.ts"

export const metadata: Metadata = { title: t("moderation.members.title") }

type Query = Record<string, string | string[] | undefined>

export default async function SanctionMany({
  searchParams,
}: PageProps<"/moderation/members">): Promise<ReactElement> {
  const typed = typedIn(await searchParams)
  const staff = await staffOrNotFound(sanctionsPath())
  const view = await found(loadSanctions(staff, typed))
  return <SanctionsPage view={view} action={sanctionManyAction} formKey={randomUUID()} />
}

function typedIn(query: Query): SanctionsTyped {
  const ids = [query.member ?? []].flat().flatMap((id) => Id.safeParse(id).data ?? [])
  return {
    ...{ names: only(query.names), sanction: only(query.sanction), length: only(query.length) },
    ...{ day: only(query.day), members: ids, look: only(query.look) === "1" },
  }
}
