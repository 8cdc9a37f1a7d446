/** The fields of a writing form, as drafts keep them. */
import { joined } from "#lib/web/joined.ts"

export type Fields = Record<string, string>

/** What people type; a form without any of it holds no text. */
const TYPED = ["title", "body", "tags"]
/** What belongs to a text besides: where it goes, what it answers, on which version it stands. */
const BESIDE = ["category", "replyTo", "version", "topicVersion"]

/** What is in the form just now; empty fields are left out. */
export function fieldsIn(form: HTMLFormElement): Fields {
  const data = new FormData(form)
  const filled = [...TYPED, ...BESIDE].map((name) => [name, String(data.get(name) ?? "")] as const)
  return Object.fromEntries(filled.filter(([, text]) => text !== ""))
}

export const isBlank = (fields: Fields): boolean => TYPED.every((name) => (fields[name] ?? "").trim() === "")

export const sameText = (one: Fields, other: Fields): boolean =>
  TYPED.every((name) => (one[name] ?? "") === (other[name] ?? ""))

type Field = HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement

const isField = (element: unknown): element is Field =>
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement ||
  (element instanceof HTMLInputElement && element.type !== "hidden")

/** Whether somebody has typed into the form since it was shown. */
export function isTouched(form: HTMLFormElement): boolean {
  return TYPED.some((name) => {
    const field = form.elements.namedItem(name)
    return (
      (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) &&
      field.value !== field.defaultValue
    )
  })
}

/** Puts texts into the form. @param how whether the body is put in front of what is there, say a quote, or replaces it */
export function fill(form: HTMLFormElement, fields: Fields, how: "join" | "replace"): void {
  for (const name of [...TYPED, "category"]) {
    const field = form.elements.namedItem(name)
    if (!isField(field)) continue
    const text = fields[name] ?? (name === "category" ? field.value : "")
    field.value = how === "join" && name === "body" ? joined(text, field.value) : text
  }
}

/** Characters typed, by field. */
export function lengthsIn(form: HTMLFormElement | null): Record<string, number> {
  if (!form) return {}
  const data = new FormData(form)
  return Object.fromEntries(TYPED.map((name) => [name, String(data.get(name) ?? "").length]))
}
