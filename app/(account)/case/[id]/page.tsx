import { randomUUID } from "node:crypto"
import type { Metadata } from "next"
import type { ReactElement } from "react"
import { CasePage } from "#components/moderation/case-page.tsx"
import { MessageForm } from "#components/moderation/message-form.client.tsx"
import { MAX_MESSAGE } from "#lib/forum/staff-messages.ts"
import { loadCase } from "#lib/views/cases.ts"
import { found, idIn, versionIn } from "#lib/web/found.ts"
import { keptFields } from "#lib/web/kept.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { casePath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { answerStaffAction } from "../../../message/actions.ts"
import { appealAction, changeHeldAction, takeHeldBackAction } from "./actions.ts"

export const metadata: Metadata = { title: t("moderation.case"), robots: { index: false } }

/** A report, what of one's own is hidden, or a conversation with staff: for whom it concerns. */
export default async function Page({ params, searchParams }: PageProps<"/case/[id]">): Promise<ReactElement> {
  const id = idIn((await params).id)
  const page = casePath(id)
  const before = versionIn((await searchParams).before)
  const view = await found(loadCase(await memberOrSignIn(page), id, before))
  const kept = await keptFields(page)
  return (
    <CasePage
      view={view}
      appeal={appealAction}
      change={changeHeldAction}
      takeBack={takeHeldBackAction}
      kept={kept}
    >
      {view.part === "writer" && (
        <MessageForm
          action={answerStaffAction}
          about={id}
          formKey={kept?.form ?? randomUUID()}
          page={page}
          initial={{ ...kept }}
          limit={MAX_MESSAGE}
          label={t("moderation.your-answer")}
          send={t("moderation.send-message")}
          owner={view.owner}
          given={view.draft}
        />
      )}
    </CasePage>
  )
}
