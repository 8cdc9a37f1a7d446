import { randomUUID } from "node:crypto"
import type { Metadata } from "next"
import type { ReactElement } from "react"
import { MessageForm } from "#components/moderation/message-form.client.tsx"
import { StaffCase } from "#components/moderation/staff-case.tsx"
import { Link } from "#components/ui/link.tsx"
import { nowIso } from "#lib/base/clock.ts"
import { MAX_MESSAGE } from "#lib/forum/staff-messages.ts"
import { loadStaffCase } from "#lib/views/staff-case.ts"
import { found, idIn, only, versionIn } from "#lib/web/found.ts"
import { keptFields } from "#lib/web/kept.ts"
import { moderatorOrNotFound } from "#lib/web/members-area.ts"
import { staffCasePath } from "#lib/web/staff-paths.ts"
import { t } from "#lib/words/t.ts"
import { answerStaffAction } from "../../../message/actions.ts"
import { decideAction } from "../../actions.ts"

export const metadata: Metadata = { title: t("moderation.case") }

type Props = PageProps<"/moderation/case/[id]">

const DAY = /^\d{4}-\d{2}-\d{2}$/

export default async function StaffCasePage({ params, searchParams }: Props): Promise<ReactElement> {
  const id = idIn((await params).id)
  const page = staffCasePath(id)
  const staff = await moderatorOrNotFound(page)
  const query = await searchParams
  const asked = only(query.on) ?? ""
  const on = DAY.test(asked) && !Number.isNaN(Date.parse(asked)) ? asked : undefined
  const view = await found(loadStaffCase(staff, id, { on, before: versionIn(query.before) }))
  if (view === "not-yet")
    return (
      <div className="mx-auto flex w-full max-w-3xl flex-col gap-4">
        <h1>{t("moderation.case")}</h1>
        <p>{t("moderation.not-yet")}</p>
        <p>
          <Link href={page}>{t("moderation.to-now")}</Link>
        </p>
      </div>
    )
  const kept = await keptFields(page)
  return (
    <StaffCase view={view} decide={decideAction} maxDay={nowIso().slice(0, 10)}>
      {view.row.kind === "message" && !on && (
        <MessageForm
          action={answerStaffAction}
          about={id}
          turn={view.turn}
          formKey={kept?.form ?? randomUUID()}
          page={page}
          initial={{ ...kept }}
          limit={MAX_MESSAGE}
          label={t("moderation.answer", { name: view.row.name })}
          send={t("moderation.send-answer")}
          owner={view.owner}
          given={view.draft}
        />
      )}
    </StaffCase>
  )
}
