"use client"
import { unstable_rethrow } from "next/navigation"
import { type RefObject, useActionState, useEffect, useRef, useState } from "react"
import type { WritingAction, WritingState } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { forgetDraft, joined, readDraft, typedIn, writeDraft } from "./draft.client.ts"
import { forgetOpened } from "./open-composer.client.ts"

const SAVE_AFTER = 400

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
  /** A text from an earlier visit was put into the form. */
  restored: boolean
  discard: () => void
  onInput: () => void
}

/**
 * A form in which one writes: before the script runs it is a plain one; from then on the text is also kept in
 * the browser, and an answer that never comes is told in place of the form.
 * @param draft names the text among others · @param begins whether a text of the server is joined or replaced
 * @param onSent called before the browser goes on to where the text is to be seen
 */
export function useWriting(
  action: WritingAction,
  draft: string,
  begins: "join" | "replace",
  onSent?: () => void,
): Writing {
  const [scripted, setScripted] = useState(false)
  const [restored, setRestored] = useState(false)
  const [lengths, setLengths] = useState<Record<string, number>>({})
  const form = useRef<HTMLFormElement>(null)
  const timer = useRef<number>(undefined)
  const left = useRef(false)
  // What the form begins with, say a quote, is no draft before somebody has typed.
  const typed = useRef(false)
  // The plain action until hydrated: React puts only that one into the HTML.
  const [state, send, sending] = useActionState(scripted ? guarded(action) : action, { values: {} })
  const to = state.ok?.to
  const sent = useRef(onSent)
  sent.current = onSent

  useEffect(() => {
    setScripted(true)
    const found = readDraft(draft)
    const isFresh = form.current?.dataset.fresh === "true"
    if (found && isFresh && form.current && fill(form.current, found.fields, begins))
      setRestored(!found.isOwn)
    setLengths(lengthsOf(form.current))
    const save = () =>
      form.current && typed.current && !left.current && writeDraft(draft, typedIn(form.current))
    // Back from the browser's own cache after it was sent: this form is used up.
    const again = () => left.current && location.reload()
    addEventListener("pageshow", again)
    document.addEventListener("visibilitychange", save)
    return () => {
      save()
      removeEventListener("pageshow", again)
      document.removeEventListener("visibilitychange", save)
    }
  }, [draft, begins])

  useEffect(() => {
    if (!to) return
    clearTimeout(timer.current)
    left.current = true
    forgetDraft(draft)
    forgetOpened(draft)
    sent.current?.()
    location.assign(to)
  }, [to, draft])

  return {
    state,
    send,
    pending: sending || to !== undefined,
    form,
    scripted,
    lengths,
    restored,
    onInput: () => {
      typed.current = true
      setLengths(lengthsOf(form.current))
      clearTimeout(timer.current)
      timer.current = window.setTimeout(
        () => form.current && writeDraft(draft, typedIn(form.current)),
        SAVE_AFTER,
      )
    },
    discard: () => {
      form.current?.reset()
      typed.current = false
      clearTimeout(timer.current)
      forgetDraft(draft)
      setRestored(false)
      setLengths(lengthsOf(form.current))
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

function fill(form: HTMLFormElement, found: Record<string, string>, begins: "join" | "replace"): boolean {
  let changed = false
  for (const [name, text] of Object.entries(found)) {
    const field = form.elements.namedItem(name)
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) continue
    const wanted = name !== "body" || begins === "replace" ? text : joined(text, field.defaultValue)
    // What was typed before the script ran is newer than any draft.
    if (field.value !== field.defaultValue || field.value === wanted) continue
    field.value = wanted
    changed = true
  }
  return changed
}

function lengthsOf(form: HTMLFormElement | null): Record<string, number> {
  if (!form) return {}
  return Object.fromEntries(Object.entries(typedIn(form)).map(([name, text]) => [name, text.length]))
}
