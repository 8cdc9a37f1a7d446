"use client"
import type { ReactElement, ReactNode } from "react"
import { type Docked, type Writer, WritingForm } from "#components/composer/writing-form.client.tsx"
import type { WritingAction, WritingState } from "#lib/web/writing.ts"

/** The form of a message to staff, or of an answer in such a conversation. */
export function MessageForm({
  action,
  about,
  turn,
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
  /** What staff have read of it. */
  turn?: number
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
      hidden={{ form: formKey, page, case: about, turn: turn?.toString() }}
      follows={turnAfter}
      pictures={false}
      {...{ initial, limit, label, send, closed, docked, owner, given }}
    />
  )
}

/** Whoever was told that more was said may send what they have all the same. */
function turnAfter({ error }: WritingState): Record<string, string> {
  const { turn } = error?.details ?? {}
  return typeof turn === "number" ? { turn: String(turn) } : {}
}
