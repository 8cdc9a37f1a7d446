"use client"
import { type ReactElement, type ReactNode, useActionState } from "react"
import { Notice } from "#components/ui/notice.tsx"
import type { WritingAction } from "#lib/web/writing.ts"

/** The form around the list: whichever of its buttons is pressed says what is read now. */
export function MarkForm({
  action,
  page,
  children,
}: {
  action: WritingAction
  page?: string
  children: ReactNode
}): ReactElement {
  const [state, send] = useActionState(action, { values: {} })
  return (
    <form action={send} className="mx-auto flex max-w-3xl flex-col gap-4">
      {state.error && (
        <Notice kind="error" live>
          {state.error.message}
        </Notice>
      )}
      {page && <input type="hidden" name="page" value={page} />}
      {children}
    </form>
  )
}
