"use client"
import type { ReactElement } from "react"
import { type TextFormProps, WritingForm } from "#components/composer/writing-form.client.tsx"
import type { WritingState } from "#lib/web/writing.ts"

/** The form of a message to staff, or of an answer in such a conversation. */
export function MessageForm({
  about,
  turn,
  formKey,
  page,
  ...text
}: TextFormProps & {
  /** The conversation that is answered. */
  about?: string
  /** What staff have read of it. */
  turn?: number
  formKey: string
  limit: number
  label: string
  /** What the button says. */
  send: string
}): ReactElement {
  return (
    <WritingForm
      {...text}
      place={about ? `staff:${about}` : "staff"}
      hidden={{ form: formKey, page, case: about, turn: turn?.toString() }}
      follows={turnAfter}
      pictures={false}
    />
  )
}

/** Whoever was told that more was said may send what they have all the same. */
function turnAfter({ error }: WritingState): Record<string, string> {
  const { turn } = error?.details ?? {}
  return typeof turn === "number" ? { turn: String(turn) } : {}
}
