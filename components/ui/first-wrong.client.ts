"use client"
import { type RefObject, useEffect } from "react"

/** Each time a form is refused for what is in its fields, the first of these gets the focus: it says why. */
export function useFirstWrong(
  form: RefObject<HTMLFormElement | null>,
  state: { fields?: Record<string, string> },
): void {
  useEffect(() => {
    if (!state.fields) return
    const wrong = form.current?.querySelector<HTMLElement>("[aria-invalid]")
    const inside = wrong?.querySelector<HTMLElement>("input")
    ;(inside ?? wrong)?.focus()
  }, [form, state])
}
