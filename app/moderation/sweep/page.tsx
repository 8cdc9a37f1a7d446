import { randomUUID } from "node:crypto"
import type { Metadata } from "next"
import type { ReactElement } from "react"
import { SweepPage } from "#components/moderation/sweep-page.tsx"
import { loadSweep } from "#lib/views/sweep.ts"
import { only } from "#lib/web/found.ts"
import { staffOrNotFound } from "#lib/web/members-area.ts"
import { sweepPath } from "#lib/web/staff-paths.ts"
import { t } from "#lib/words/t.ts"
import { sweepAction } from "../actions.ts"

export const metadata: Metadata = { title: t("moderation.sweep-title") }

export default async function Sweep({ searchParams }: PageProps<"/moderation/sweep">): Promise<ReactElement> {
  const names = only((await searchParams).names)
  const staff = await staffOrNotFound(sweepPath(names))
  return <SweepPage view={await loadSweep(staff, names)} action={sweepAction} formKey={randomUUID()} />
}
