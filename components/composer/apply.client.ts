"use client"
/** Edits put into the text field as if they had been typed, so that the browser can undo them. */
import type { Edit, Typed } from "./editing.ts"

/** What stands in the field and what of it is selected. */
export function typedIn(field: HTMLTextAreaElement): Typed {
  return { value: field.value, start: field.selectionStart, end: field.selectionEnd }
}

/** Puts an edit into the field, which has the focus then. */
export function apply(field: HTMLTextAreaElement, { from, to, text, select }: Edit): void {
  field.focus({ preventScroll: true })
  field.setSelectionRange(from, to)
  // Deprecated and without a successor: nothing else keeps what Ctrl-Z goes back through.
  const done = text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text)
  if (!done && from + text.length !== to) {
    field.setRangeText(text, from, to, "end")
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }))
  }
  field.setSelectionRange(...select)
}
