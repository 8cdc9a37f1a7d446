"use client"
import type { ReactElement, ReactNode } from "react"
import { Button, type ButtonSize, type ButtonVariant } from "#components/ui/button.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { WritingAction } from "#lib/web/writing.ts"
import { SentAlong, useLeadingForm } from "./leading-form.client.tsx"

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
  const { form, state, send, isBusy, scripted } = useLeadingForm(action)
  return (
    <form ref={form} action={send} className="flex flex-col gap-3">
      {state.error && (
        <Notice kind="error" live>
          {Object.values(state.fields ?? {}).join(" ") || state.error.message}
        </Notice>
      )}
      <SentAlong fields={hidden} scripted={scripted} />
      {children}
      <Button type="submit" variant={variant} size={size} className="self-start" aria-disabled={isBusy}>
        {label}
      </Button>
    </form>
  )
}
