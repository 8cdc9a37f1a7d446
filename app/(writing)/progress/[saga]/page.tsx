import type { Metadata } from "next"
import type { ReactElement } from "react"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { LookingAgain } from "#components/sagas/looking-again.client.tsx"
import { Progress } from "#components/sagas/progress.tsx"
import { loadProgress } from "#lib/views/progress.ts"
import { found, idIn } from "#lib/web/found.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { progressPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { undoAction } from "./actions.ts"

export const metadata: Metadata = { title: t("sagas.progress"), robots: { index: false } }

export default async function ProgressPage({ params }: PageProps<"/progress/[saga]">): Promise<ReactElement> {
  const id = idIn((await params).saga)
  const view = await found(loadProgress(await memberOrSignIn(progressPath(id)), id))
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-5">
      <h1 className="break-words">{view.title}</h1>
      <Progress view={view} />
      {view.unfinished && <LookingAgain />}
      {view.undoable && (
        <OptionForm
          action={undoAction}
          hidden={{ saga: view.id }}
          label={t("sagas.undo")}
          variant="secondary"
        />
      )}
    </div>
  )
}
