import { randomUUID } from "node:crypto"
import type { Metadata } from "next"
import type { ReactElement } from "react"
import { Closed, isClosed } from "#components/composer/closed.tsx"
import { TopicForm } from "#components/composer/topic-form.client.tsx"
import { Waiting } from "#components/composer/waiting.tsx"
import { TEXT_LIMITS } from "#lib/forum/texts.ts"
import { loadNewTopic } from "#lib/views/writing.ts"
import { currentActor } from "#lib/web/actor.ts"
import { only } from "#lib/web/found.ts"
import { keptFields } from "#lib/web/kept.ts"
import { newTopicPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { startTopicAction } from "../actions.ts"

export const metadata: Metadata = { title: t("writing.new-topic"), robots: { index: false } }

export default async function NewTopicPage({ searchParams }: PageProps<"/new">): Promise<ReactElement> {
  const wanted = only((await searchParams).category)
  const view = await loadNewTopic(await currentActor(), wanted)
  const page = newTopicPath(view.chosen)
  const kept = await keptFields(page)
  return (
    <div className="writing-page">
      <h1>{t("writing.new-topic")}</h1>
      <Waiting texts={view.waiting} />
      <TopicForm
        action={startTopicAction}
        formKey={kept?.form ?? randomUUID()}
        page={page}
        categories={view.categories}
        initial={{ category: view.chosen ?? "", ...kept }}
        limits={TEXT_LIMITS}
        hints={view.hints}
        owner={view.owner}
        given={view.draft}
        closed={isClosed(view) && <Closed {...view} page={page} />}
      />
    </div>
  )
}
