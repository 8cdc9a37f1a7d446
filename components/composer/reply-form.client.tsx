"use client"
import type { ReactElement, ReactNode } from "react"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { type Docked, type Writer, WritingForm } from "./writing-form.client.tsx"

/** The form of a reply. */
export function ReplyForm({
  action,
  topic,
  replyTo,
  formKey,
  page,
  initial,
  limit,
  hints,
  closed,
  docked,
  owner,
  given,
}: Writer & {
  action: WritingAction
  topic: string
  replyTo?: string
  formKey: string
  /** The address on which the text goes on after signing in. */
  page: string
  initial: Record<string, string>
  limit: number
  hints?: string[]
  closed?: ReactNode
  docked?: Docked
}): ReactElement {
  return (
    <WritingForm
      closed={closed}
      docked={docked}
      action={action}
      place={`reply:${topic}`}
      owner={owner}
      given={given}
      hidden={{ form: formKey, page, topic, replyTo }}
      initial={initial}
      limit={limit}
      label={t("composer.your-reply")}
      send={t("composer.send-reply")}
      topic={topic}
      hints={hints}
    />
  )
}
