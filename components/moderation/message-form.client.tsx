"use client"
import type { ReactElement, ReactNode } from "react"
import { type Docked, type Writer, WritingForm } from "#components/composer/writing-form.client.tsx"
import type { WritingAction } from "#lib/web/writing.ts"

/** The form of a message to staff, or of an answer in such a conversation. */
export function MessageForm({
  action,
  about,
  formKey,
  page,
  initial,
  limit,
  label,
  send,
  closed,
  docked,
  owner,
  given,
}: Writer & {
  action: WritingAction
  /** The conversation that is answered. */
  about?: string
  formKey: string
  /** The address on which the text goes on after signing in. */
  page: string
  initial: Record<string, string>
  limit: number
  label: string
  /** What the button says. */
  send: string
  closed?: ReactNode
  docked?: Docked
}): ReactElement {
  return (
    <WritingForm
      action={action}
      place={about ? `staff:${about}` : "staff"}
      hidden={{ form: formKey, page, case: about }}
      pictures={false}
      {...{ initial, limit, label, send, closed, docked, owner, given }}
    />
  )
}
