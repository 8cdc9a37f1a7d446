"use client"
import { type ReactElement, useEffect, useState } from "react"
import { useViewer } from "#components/viewer/store.client.tsx"
import type { WritingAction } from "#lib/web/writing.ts"

/** What the buttons of posts do. */
export type OnPostsActions = { like: WritingAction; bookmark: WritingAction; unbookmark: WritingAction }

/** Where `way-back.client.tsx` finds what was followed. */
export const BACK_KEY = "stoa:back"

/**
 * What a script adds to the posts of a page. Of it only this much comes to everybody: buttons and marks of members, quotes
 * that open, and the way back from a quote are loaded where somebody can use them.
 */
export function OnPosts(actions: OnPostsActions): ReactElement | null {
  const viewer = useViewer()
  const { me, topic } = viewer.status === "ready" ? viewer : {}
  const isMember = Boolean(me && topic)
  const [members, setMembers] = useState<typeof import("./for-members.client.tsx")>()
  const wayBack = useWayBack()

  useEffect(() => {
    if (isMember)
      import("./for-members.client.tsx").then(
        (loaded) => setMembers(() => loaded),
        // Every button is also a page: the options of the post.
        () => {},
      )
  }, [isMember])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the store changes when posts have come
  useEffect(() => {
    if (document.querySelector(".post-body .quote-source"))
      void import("./whole-quotes.client.ts").then(({ openableQuotes }) => openableQuotes())
  }, [viewer])

  return (
    <>
      {members && me && topic && <members.ForMembers {...actions} me={me} topic={topic} />}
      {wayBack}
    </>
  )
}

/** Whoever follows "in reply to" finds the way back at the post that it led to. Loaded for who does. */
function useWayBack(): ReactElement | undefined {
  const [wayBack, setWayBack] = useState<ReactElement>()
  useEffect(() => {
    // Where one is by what was asked for: until this has come, the address may name what one scrolled to.
    const load = (at: string): void => {
      void import("./way-back.client.tsx").then(({ WayBack }) => setWayBack(<WayBack at={at} />))
    }
    const onClick = ({ target }: MouseEvent): void => {
      const link = (target as Element).closest<HTMLAnchorElement>(".post-reply-to a")
      const from = link?.closest<HTMLElement>("[data-post]")?.dataset
      if (!link || !from) return
      try {
        sessionStorage.setItem(BACK_KEY, JSON.stringify([from.post, from.number, link.href]))
        // Another page loads it for itself.
        if (link.hash) load(link.href)
      } catch {
        // Forbidden: the browser's own way back is there.
      }
    }
    try {
      if (sessionStorage.getItem(BACK_KEY)) load(location.href)
    } catch {
      // The same.
    }
    document.addEventListener("click", onClick)
    return () => document.removeEventListener("click", onClick)
  }, [])
  return wayBack
}
