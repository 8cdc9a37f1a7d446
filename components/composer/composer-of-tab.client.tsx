"use client"
import { type ComponentType, type ReactElement, useEffect, useState } from "react"
import { viewerNow } from "#components/viewer/store.client.tsx"
import type { WritingAction } from "#lib/web/writing.ts"
import { onAsk, openComposer, readOpened, takeAsk } from "./open-composer.client.ts"

/** What the forms send to. */
export type WritingActions = Record<"topic" | "reply" | "edit" | "staff", WritingAction>

/**
 * The composer that stays while one reads on. Of it only this much is on every page: the rest is loaded when somebody
 * begins to write, or has begun. Links to pages with a form (`data-compose`) open it for members; for others, and without
 * a script, they lead there.
 */
export function ComposerOfTab({ actions }: { actions: WritingActions }): ReactElement | null {
  const [Dock, setDock] = useState<ComponentType<{ actions: WritingActions }>>()
  useEffect(() => {
    const load = (): void => {
      import("./dock.client.tsx").then(
        ({ Dock }) => setDock(() => Dock),
        // No connection, or a newer forum: the page of the form is there all the same.
        () => {
          const ask = takeAsk()
          if (ask) location.assign(ask.page)
        },
      )
    }
    const onPointerDown = (event: PointerEvent): void => {
      if (linkOf(event)) load()
    }
    const onClick = (event: MouseEvent): void => {
      const link = linkOf(event)
      const isPlain =
        event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
      if (!link || !isPlain || event.defaultPrevented) return
      event.preventDefault()
      openComposer({ page: link.pathname + link.search })
    }
    if (readOpened()) load()
    const unsubscribe = onAsk(load)
    document.addEventListener("pointerdown", onPointerDown)
    document.addEventListener("click", onClick)
    return () => {
      unsubscribe()
      document.removeEventListener("pointerdown", onPointerDown)
      document.removeEventListener("click", onClick)
    }
  }, [])
  return Dock ? <Dock actions={actions} /> : null
}

/** The link that asks for a composer, where the viewer is a member. */
function linkOf({ target }: Event): HTMLAnchorElement | null {
  const viewer = viewerNow()
  if (viewer.status !== "ready" || !viewer.me || !(target instanceof Element)) return null
  return target.closest<HTMLAnchorElement>("a[data-compose]")
}
