"use client"
import { type ReactElement, type ReactNode, useActionState, useEffect, useRef } from "react"
import { useKeptFocus } from "#components/ui/kept-focus.client.ts"
import { Notice } from "#components/ui/notice.tsx"
import { setUnread } from "#components/viewer/store.client.tsx"
import type { WritingAction } from "#lib/web/writing.ts"

/** The form around the list: whichever of its buttons is pressed says what is read now. */
export function MarkForm({
  action,
  page,
  unread,
  children,
}: {
  action: WritingAction
  page?: string
  /** What the header counts as well, and would go on counting when a button was pressed. */
  unread: number
  children: ReactNode
}): ReactElement {
  const [state, send] = useActionState(action, { values: {} })
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => setUnread(unread), [unread])
  // The button that was pressed is gone: on with what it was about.
  useKeptFocus(form, (row) => row?.querySelector("a") ?? document.getElementById("main"))
  return (
    <form ref={form} action={send} className="mx-auto flex max-w-3xl flex-col gap-4">
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
