"use client"
import type { ReactElement, ReactNode } from "react"
import type { WritingAction } from "#lib/web/writing.ts"
import { WritingForm } from "./writing-form.client.tsx"

/** The form of a reply. */
export function ReplyForm({
  action,
  topic,
  replyTo,
  formKey,
  page,
  initial,
  limit,
  rows,
  closed,
}: {
  action: WritingAction
  topic: string
  replyTo?: string
  formKey: string
  /** The address on which the text goes on after signing in. */
  page: string
  initial: Record<string, string>
  limit: number
  rows?: number
  closed?: ReactNode
}): ReactElement {
  return (
    <WritingForm
      closed={closed}
      action={action}
      draft={`reply:${topic}`}
      hidden={{ form: formKey, page, topic, replyTo }}
      initial={initial}
      limit={limit}
      label="Your reply"
      send="Post reply"
      rows={rows}
    />
  )
}
