"use client"
import { type ReactElement, type ReactNode, useActionState, useEffect, useState } from "react"
import { Button, type ButtonSize, type ButtonVariant } from "#components/ui/button.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { WritingAction } from "#lib/web/writing.ts"

/** One button that does one thing, with the answer above it when it is refused. */
export function OptionForm({
  action,
  hidden,
  label,
  variant,
  size,
  children,
}: {
  action: WritingAction
  hidden: Record<string, string>
  /** What the button says; where others like it stand beside, with what it is about: `rich("…", { more: unseen })`. */
  label: ReactNode
  variant?: ButtonVariant
  size?: ButtonSize
  /** Fields before the button. */
  children?: ReactNode
}): ReactElement {
  const [scripted, setScripted] = useState(false)
  // The plain action until hydrated: React puts only that one into the HTML.
  const [state, send, sending] = useActionState(scripted ? going(action) : action, { values: {} })
  const to = state.ok?.to
  useEffect(() => setScripted(true), [])
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
        size={size}
        className="self-start"
        aria-disabled={sending || to !== undefined}
      >
        {label}
      </Button>
    </form>
  )
}

/** Goes where the action leads, at once: the page that comes with the answer may not have this button any more. */
export function going(action: WritingAction): WritingAction {
  return async (state, form) => {
    const next = await action(state, form)
    const to = next.ok?.to
    // The address may be this very one, which "assign" would only scroll.
    if (to === location.pathname) location.reload()
    else if (to) location.assign(to)
    return next
  }
}
