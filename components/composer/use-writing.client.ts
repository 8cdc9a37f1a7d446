"use client"
import { unstable_rethrow } from "next/navigation"
import { type RefObject, useActionState, useEffect, useRef, useState } from "react"
import { lengthsIn } from "#components/drafts/fields.client.ts"
import type { DraftHold, DraftOptions } from "#components/drafts/hold.ts"
import { useDraft } from "#components/drafts/use-draft.client.ts"
import { useFirstWrong } from "#components/ui/first-wrong.client.ts"
import type { WritingAction, WritingState } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { forgetOpened } from "./open-composer.client.ts"

export type Writing = {
  state: WritingState
  send: (form: FormData) => void
  /** Being sent, or sent and on the way to where one sees it. */
  pending: boolean
  form: RefObject<HTMLFormElement | null>
  /** Whether the script runs: only then it goes on by itself after sending. */
  scripted: boolean
  /** Characters typed, by field. */
  lengths: Record<string, number>
  draft: DraftHold
  onInput: () => void
}

/**
 * A form in which one writes: before the script runs it is a plain one; from then on the text is also kept, in the browser
 * and on the server, and an answer that never comes is told in place of the form.
 * @param onSent called before the browser goes on to where the text is to be seen
 */
export function useWriting(
  action: WritingAction,
  options: Omit<DraftOptions, "form" | "onFilled">,
  onSent?: () => void,
): Writing {
  const [scripted, setScripted] = useState(false)
  const [lengths, setLengths] = useState<Record<string, number>>({})
  const form = useRef<HTMLFormElement>(null)
  const left = useRef(false)
  // The plain action until hydrated: React puts only that one into the HTML.
  const [state, send, sending] = useActionState(scripted ? guarded(action) : action, { values: {} })
  const to = state.ok?.to
  const count = (): void => setLengths(lengthsIn(form.current))
  const draft = useDraft({ ...options, form, onFilled: count })
  const sent = useRef<() => void>(undefined)
  sent.current = () => {
    draft.sent()
    forgetOpened(options.place)
    onSent?.()
  }

  useEffect(() => {
    setScripted(true)
    setLengths(lengthsIn(form.current))
    // Back from the browser's own cache after it was sent: this form is used up.
    const again = () => left.current && location.reload()
    addEventListener("pageshow", again)
    return () => removeEventListener("pageshow", again)
  }, [])

  useFirstWrong(form, state)

  useEffect(() => {
    if (!to) return
    left.current = true
    sent.current?.()
    location.assign(to)
  }, [to])

  return {
    ...{ state, send, form, scripted, lengths, draft },
    pending: sending || to !== undefined,
    onInput: () => {
      count()
      draft.typed()
    },
  }
}

/** A lost connection is a message above the text, not a broken page. */
function guarded(action: WritingAction): WritingAction {
  return async (state, form) => {
    try {
      return await action(state, form)
    } catch (error) {
      unstable_rethrow(error)
      const values = Object.fromEntries([...form].filter((entry) => typeof entry[1] === "string"))
      return {
        values: values as Record<string, string>,
        error: { code: "no-answer", message: t("composer.no-answer") },
      }
    }
  }
}
