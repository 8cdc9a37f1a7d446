"use client"
import { useSyncExternalStore } from "react"
import type { Viewer } from "#lib/views/viewer.ts"
import { MEMBER_KEY } from "#lib/web/appearance.ts"

/** What is known of the viewer: nothing yet, everything, or that it cannot be known now. */
export type ViewerState = { status: "loading" | "failed" } | ({ status: "ready" } & Viewer)

const LOADING: ViewerState = { status: "loading" }
let state: ViewerState = LOADING
const listeners = new Set<() => void>()

/** The viewer, the same for all parts of the page; `loading` on the server and until the answer is there. */
export function useViewer(): ViewerState {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => state,
    () => LOADING,
  )
}

/** The same for what is no component. */
export function viewerNow(): ViewerState {
  return state
}

/** Asks who is looking, and what is theirs among the topics that the page shows. */
export async function fetchViewer(signal: AbortSignal): Promise<void> {
  try {
    const answer = await fetch(`/api/viewer${questions()}`, {
      signal,
      headers: { accept: "application/json" },
    })
    if (!answer.ok) throw new Error(String(answer.status))
    const viewer = (await answer.json()) as Viewer
    remember(viewer.me !== null)
    set({ status: "ready", ...viewer })
  } catch {
    if (!signal.aborted) set({ status: "failed" })
  }
}

/** What a page knows better than the answer that came before: how many notifications are unread. */
export function setUnread(unread: number): void {
  if (state.status === "ready" && state.me && state.me.unread !== unread)
    set({ ...state, me: { ...state.me, unread } })
}

/** What was just marked as read is so on this page, too. @returns takes that back */
export function markReadThrough(places: string[], at: string): () => void {
  if (state.status !== "ready" || !state.keeping) return () => {}
  const { categories } = state.keeping
  const marked = Object.fromEntries(places.map((id) => [id, { ...categories[id], readThrough: at }]))
  const show = (shown: typeof categories): void => {
    if (state.status === "ready" && state.keeping)
      set({ ...state, keeping: { ...state.keeping, categories: shown } })
  }
  show({ ...categories, ...marked })
  return () => show(categories)
}

/** Asks again how many notifications are unread, if any were: reading has just marked some. */
export async function refreshUnread(): Promise<void> {
  if (state.status !== "ready" || !state.me?.unread) return
  const answer = await fetch("/api/viewer", { headers: { accept: "application/json" } })
  const { me } = (await answer.json()) as Viewer
  if (me) setUnread(me.unread)
}

function set(next: ViewerState): void {
  state = next
  for (const changed of listeners) changed()
}

function remember(isMember: boolean): void {
  // On the first page after signing in or out, too: the lists that are one's own stand beside the others.
  document.documentElement.classList.toggle("member", isMember)
  try {
    if (isMember) localStorage.setItem(MEMBER_KEY, "1")
    else localStorage.removeItem(MEMBER_KEY)
  } catch {
    // Storage may be forbidden: then the page keeps less room free.
  }
}

function questions(): string {
  const topic = document.querySelector<HTMLElement>("[data-topic]")?.dataset.topic
  const rows = Array.from(document.querySelectorAll<HTMLElement>("[data-topic-row]"))
  const member = document.querySelector<HTMLElement>("[data-member]")?.dataset.member
  const ask = new URLSearchParams()
  if (topic) ask.set("topic", topic)
  if (rows.length > 0) ask.set("topics", rows.map((row) => row.dataset.topicRow).join(","))
  if (member) ask.set("member", member)
  return ask.size > 0 ? `?${ask}` : ""
}
