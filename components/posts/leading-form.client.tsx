"use client"
import { type ReactElement, type RefObject, useActionState, useEffect, useRef, useState } from "react"
import { useFirstWrong } from "#components/ui/first-wrong.client.ts"
import type { WritingAction, WritingState } from "#lib/web/writing.ts"

export type LeadingForm = {
  form: RefObject<HTMLFormElement | null>
  state: WritingState
  send: (fields: FormData) => void
  /** While it is sent, and while what it led to is on its way. */
  isBusy: boolean
  scripted: boolean
}

/** A form that leads on when it is done: with the script at once, and without it, or before it is there, all the same. */
export function useLeadingForm(action: WritingAction): LeadingForm {
  const [scripted, setScripted] = useState(false)
  // The plain action until hydrated: React puts only that one into the HTML.
  const [state, send, sending] = useActionState(scripted ? going(action) : action, { values: {} })
  const form = useRef<HTMLFormElement>(null)
  useFirstWrong(form, state)
  useEffect(() => setScripted(true), [])
  return { form, state, send, isBusy: sending || state.ok?.to !== undefined, scripted }
}

/** What is sent along, and that there is a script. */
export function SentAlong({
  fields,
  scripted,
}: {
  fields: Record<string, string>
  scripted: boolean
}): ReactElement {
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {scripted && <input type="hidden" name="script" value="1" />}
    </>
  )
}

/** Goes where the action leads, at once: the page that comes with the answer may not have this button any more. */
function going(action: WritingAction): WritingAction {
  return async (state, form) => {
    const next = await action(state, form)
    const to = next.ok?.to
    // The address may be this very one, which "assign" would only scroll.
    if (to === location.pathname) location.reload()
    else if (to) location.assign(to)
    return next
  }
}
