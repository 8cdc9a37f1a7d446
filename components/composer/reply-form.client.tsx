"use client"
import type { ReactElement } from "react"
import { t } from "#lib/words/t.ts"
import { type TextFormProps, WritingForm } from "./writing-form.client.tsx"

/** The form of a reply. */
export function ReplyForm({
  topic,
  replyTo,
  formKey,
  page,
  ...text
}: TextFormProps & {
  topic: string
  replyTo?: string
  formKey: string
  limit: number
}): ReactElement {
  return (
    <WritingForm
      {...text}
      place={`reply:${topic}`}
      hidden={{ form: formKey, page, topic, replyTo }}
      label={t("composer.your-reply")}
      send={t("composer.send-reply")}
      topic={topic}
    />
  )
}
