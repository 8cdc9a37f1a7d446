"use client"
import { type ReactElement, type ReactNode, useActionState, useEffect, useState } from "react"
import { Button, type ButtonVariant } from "#components/ui/button.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { WritingAction } from "#lib/web/writing.ts"

/** One button that does one thing, with the answer above it when it is refused. */
export function OptionForm({
  action,
  hidden,
  label,
  variant,
  children,
}: {
  action: WritingAction
  hidden: Record<string, string>
  label: string
  variant?: ButtonVariant
  /** Fields before the button. */
  children?: ReactNode
}): ReactElement {
  const [state, send, sending] = useActionState(action, { values: {} })
  const [scripted, setScripted] = useState(false)
  const to = state.ok?.to
  useEffect(() => setScripted(true), [])
  useEffect(() => {
    if (!to) return
    // The address may be this very one, which "assign" would only scroll.
    if (to === location.pathname) location.reload()
    else location.assign(to)
  }, [to])
  return (
    <form action={send} className="flex flex-col gap-3">
      {state.error && (
        <Notice kind="error" live>
          {Object.values(state.fields ?? {}).join(" ") || state.error.message}
        </Notice>
      )}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {scripted && <input type="hidden" name="script" value="1" />}
      {children}
      <Button
        type="submit"
        variant={variant}
        className="self-start"
        aria-disabled={sending || to !== undefined}
      >
        {label}
      </Button>
    </form>
  )
}
