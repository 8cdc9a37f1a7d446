"use client"
/** Which composer is open in this tab: asked for by links and keys, remembered until the text is sent or put away. */
import type { ComposeView } from "#lib/views/compose.ts"

/** What somebody wants to write. */
export type Ask = {
  /** The address of the form as a page: what opens where there is no composer. */
  page: string
  /** A quote to put into the text. */
  insert?: string
}

/** What is kept of an open composer, for the next page in this tab. The text itself is kept as every text is. */
export type Opened = {
  view: ComposeView
  /** The key of the form: sent twice it is one post. */
  form: string
  isSmall?: boolean
  /** In hundredths of the window's height. */
  height?: number
}

const KEY = "stoa:composer"
let waiting: Ask | undefined
const listeners = new Set<() => void>()

/** Opens the composer, or takes an open one there. */
export function openComposer(ask: Ask): void {
  waiting = ask
  for (const asked of listeners) asked()
}

/** What was asked for and has not been taken up. */
export function takeAsk(): Ask | undefined {
  const ask = waiting
  waiting = undefined
  return ask
}

export function onAsk(asked: () => void): () => void {
  listeners.add(asked)
  return () => listeners.delete(asked)
}

export function readOpened(): Opened | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") ?? undefined
  } catch {
    // Storage is forbidden: the composer stays on its page.
    return undefined
  }
}

export function rememberOpened(opened: Opened | undefined): void {
  try {
    if (opened) sessionStorage.setItem(KEY, JSON.stringify(opened))
    else sessionStorage.removeItem(KEY)
  } catch {
    // Full or forbidden: the text is kept all the same.
  }
}

/** Names the text of a form among others. */
export function placeOfView(view: ComposeView): string {
  if (view.kind === "reply") return `reply:${view.topic.id}`
  return view.kind === "edit" ? `edit:${view.post}` : view.kind
}

/** The text of a place was sent from its page: no composer comes back with it. */
export function forgetOpened(place: string): void {
  const opened = readOpened()
  if (opened && placeOfView(opened.view) === place) rememberOpened(undefined)
}
