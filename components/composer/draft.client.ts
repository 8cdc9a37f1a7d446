/** The browser's own copy of what is being typed, so that no reload, crash or lost answer loses a word. */

export type Draft = Record<string, string>

/** What of a form is kept. */
const NAMES = ["title", "body", "tags"]
/** A draft that nobody came back to. */
const FORGET_AFTER = 30 * 24 * 60 * 60 * 1000

const keyOf = (name: string): string => `stoa:draft:${name}`

/** A key as the server's FormKey wants it; works without https, where randomUUID does not exist. */
export function newFormKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("")
}

/** What is typed into the form just now. */
export function typedIn(form: HTMLFormElement): Draft {
  const data = new FormData(form)
  return Object.fromEntries(NAMES.flatMap((name) => (data.has(name) ? [[name, String(data.get(name))]] : [])))
}

/** This tab's own text comes first: what another tab types in the same place is another text. */
export function readDraft(name: string): { fields: Draft; isOwn: boolean } | undefined {
  try {
    const own = draftIn(sessionStorage, name)
    const fields = own ?? draftIn(localStorage, name)
    return fields && { fields, isOwn: own !== undefined }
  } catch {
    // Storage is forbidden or holds something else: there is no draft.
    return undefined
  }
}

function draftIn(storage: Storage, name: string): Draft | undefined {
  const { at, fields } = JSON.parse(storage.getItem(keyOf(name)) ?? "null") ?? {}
  return typeof at === "number" && Date.now() - at < FORGET_AFTER ? fields : undefined
}

/** Remembers the draft; one without words is forgotten. */
export function writeDraft(name: string, fields: Draft): void {
  try {
    const isEmpty = Object.values(fields).every((text) => text.trim() === "")
    for (const storage of [sessionStorage, localStorage])
      if (isEmpty) storage.removeItem(keyOf(name))
      else storage.setItem(keyOf(name), JSON.stringify({ at: Date.now(), fields }))
  } catch {
    // Full or forbidden: the text is still in the form.
  }
}

export function forgetDraft(name: string): void {
  writeDraft(name, {})
}

/** The draft put in front of what the form begins with, say a quote, unless it is in there already. */
export function joined(draft: string, initial: string): string {
  if (draft.trim() === "") return initial
  if (initial.trim() === "" || draft.includes(initial.trim())) return draft
  return `${draft.trimEnd()}\n\n${initial}`
}
