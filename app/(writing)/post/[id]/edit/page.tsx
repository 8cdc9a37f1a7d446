import type { Metadata } from "next"
import type { ReactElement } from "react"
import { Closed, isClosed } from "#components/composer/closed.tsx"
import { EditForm } from "#components/composer/edit-form.client.tsx"
import { TEXT_LIMITS } from "#lib/forum/texts.ts"
import { loadEdit } from "#lib/views/edit.ts"
import { currentActor } from "#lib/web/actor.ts"
import { found, idIn } from "#lib/web/found.ts"
import { keptFields } from "#lib/web/kept.ts"
import { editPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { editAction } from "../../../actions.ts"

export const metadata: Metadata = { title: t("writing.edit"), robots: { index: false } }

export default async function EditPage({ params }: PageProps<"/post/[id]/edit">): Promise<ReactElement> {
  const view = await found(loadEdit(await currentActor(), idIn((await params).id)))
  const page = editPath(view.post)
  const kept = await keptFields(page)
  return (
    <div className="writing-page">
      <div>
        <p className="text-sm text-muted">
          {view.isFirst ? t("writing.edit-topic") : t("writing.edit-post", { name: view.author })}
        </p>
        <h1>{view.title}</h1>
      </div>
      <EditForm
        action={editAction}
        post={view.post}
        // A text that was kept stands on the version that it was written from.
        version={kept?.version ?? view.version}
        topicVersion={view.isFirst ? (kept?.topicVersion ?? view.topicVersion) : undefined}
        page={page}
        isFirst={view.isFirst}
        isOthers={view.isOthers}
        initial={{ ...view.initial, ...kept }}
        limits={TEXT_LIMITS}
        owner={view.owner}
        given={view.draft}
        closed={isClosed(view) && <Closed {...view} page={page} />}
      />
    </div>
  )
}
