import { randomUUID } from "node:crypto"
import type { Metadata } from "next"
import type { ReactElement } from "react"
import { MemberRecord } from "#components/moderation/member-record.tsx"
import { Id } from "#lib/base/ids.ts"
import { loadMemberRecord } from "#lib/views/member-record.ts"
import { found, idIn, only } from "#lib/web/found.ts"
import { staffOrNotFound } from "#lib/web/members-area.ts"
import { staffMemberPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { liftAction, noteAction, sanctionAction, takeNoteAwayAction } from "../../actions.ts"

export const metadata: Metadata = { title: t("moderation.member.page") }

const ACTIONS = {
  sanction: sanctionAction,
  lift: liftAction,
  note: noteAction,
  takeNoteAway: takeNoteAwayAction,
}

export default async function StaffMember({
  params,
  searchParams,
}: PageProps<"/moderation/member/[id]">): Promise<ReactElement> {
  const id = idIn((await params).id)
  const staff = await staffOrNotFound(staffMemberPath(id))
  const notes = Id.safeParse(only((await searchParams).notes))
  const view = await found(loadMemberRecord(staff, id, notes.success ? { notesBefore: notes.data } : {}))
  return <MemberRecord view={view} actions={ACTIONS} formKey={randomUUID()} />
}
