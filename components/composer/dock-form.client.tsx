"use client"
import type { ReactElement } from "react"
import { MessageForm } from "#components/moderation/message-form.client.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { ComposeView } from "#lib/views/compose.ts"
import { t } from "#lib/words/t.ts"
import type { WritingActions } from "./composer-of-tab.client.tsx"
import { EditForm } from "./edit-form.client.tsx"
import { ReplyForm } from "./reply-form.client.tsx"
import { TopicForm } from "./topic-form.client.tsx"
import type { Docked } from "./writing-form.client.tsx"

/** The form of whatever is written: the same as on its page. */
export function DockForm({
  view,
  formKey,
  actions,
  docked,
}: {
  view: ComposeView
  formKey: string
  actions: WritingActions
  docked: Docked
}): ReactElement {
  const closed = view.refusal && <Notice kind="warning">{view.refusal}</Notice>
  const { page, limits, hints, owner } = view
  const common = { page, docked, closed, owner }
  if (view.kind === "reply")
    return (
      <ReplyForm
        {...common}
        action={actions.reply}
        topic={view.topic.id}
        replyTo={view.answered?.id}
        formKey={formKey}
        initial={{}}
        limit={limits.body}
        hints={hints}
      />
    )
  if (view.kind === "topic")
    return (
      <TopicForm
        {...common}
        action={actions.topic}
        formKey={formKey}
        categories={view.categories}
        initial={{ category: view.chosen ?? "" }}
        limits={limits}
        hints={hints}
      />
    )
  if (view.kind === "staff")
    return (
      <MessageForm
        {...common}
        action={actions.staff}
        formKey={formKey}
        initial={{}}
        limit={limits.body}
        label={t("moderation.your-message")}
        send={t("moderation.send-message")}
      />
    )
  const { post, version, topicVersion, isFirst, isOthers, initial } = view
  return (
    <EditForm
      {...common}
      action={actions.edit}
      topicVersion={isFirst ? topicVersion : undefined}
      {...{ post, version, isFirst, isOthers, initial, limits }}
    />
  )
}
