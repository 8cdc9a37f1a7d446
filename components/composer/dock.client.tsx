"use client"
import { usePathname } from "next/navigation"
import { type ReactElement, useCallback, useEffect, useRef, useState } from "react"
import { newKey } from "#components/drafts/new-key.client.ts"
import type { ComposeView } from "#lib/views/compose.ts"
import { composeApiPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { apply, typedIn } from "./apply.client.ts"
import type { WritingActions } from "./composer-of-tab.client.tsx"
import { DockForm } from "./dock-form.client.tsx"
import { DockHead } from "./dock-head.client.tsx"
import { inserted } from "./editing.ts"
import {
  type Opened,
  onAsk,
  placeOfView,
  readOpened,
  rememberOpened,
  takeAsk,
} from "./open-composer.client.ts"
import { Resizer } from "./resizer.client.tsx"
import { HEIGHT, isNarrow, useRoom } from "./use-room.client.ts"

/** The open composer, at the bottom of whatever page one reads; a full screen on phones. */
export function Dock({ actions }: { actions: WritingActions }): ReactElement | null {
  const path = usePathname()
  const [opened, setOpened] = useState(beginning)
  const [waiting, setWaiting] = useState(false)
  const box = useRef<HTMLElement>(null)
  const opener = useRef<Element>(null)
  // What follows once the form is there: the focus, and a quote.
  const next = useRef<{ insert?: string }>(undefined)
  const isBack = useRef(false)
  // On its own page the form stands there.
  const isHere = opened !== undefined && new URL(opened.view.page, location.href).pathname !== path
  const isOpen = isHere && !opened.isSmall
  const height = opened?.height ?? HEIGHT.usual
  useRoom(box, isHere ? (isOpen ? "open" : "small") : "none", height)

  const change = useCallback((to: Opened | undefined) => {
    rememberOpened(to)
    setOpened(to)
  }, [])

  useEffect(() => {
    const take = async (): Promise<void> => {
      const ask = takeAsk()
      if (!ask) return
      opener.current = document.activeElement
      setWaiting(true)
      const view = await viewOf(ask.page)
      setWaiting(false)
      // Signed out, or gone: the page says so.
      if (!view) return location.assign(ask.page)
      const before = readOpened()
      const isSame = before && placeOfView(before.view) === placeOfView(view)
      next.current = { insert: ask.insert ?? (view.kind === "reply" ? view.quote : undefined) }
      change({ ...before, view, form: isSame ? before.form : newKey(), isSmall: false })
    }
    void take()
    return onAsk(() => void take())
  }, [change])

  useEffect(() => {
    // To where one was, as soon as the page is there again: on a phone it rests while one writes.
    if (!opened && isBack.current) {
      isBack.current = false
      const back = opener.current
      if (back instanceof HTMLElement && back.isConnected) back.focus()
      else document.getElementById("main")?.focus()
    }
    const todo = next.current
    const form = box.current?.querySelector("form")
    if (!todo || !form) return
    next.current = undefined
    const body = form.elements.namedItem("body") as HTMLTextAreaElement
    if (todo.insert) return apply(body, inserted(typedIn(body), todo.insert))
    const title = form.elements.namedItem("title")
    const first = title instanceof HTMLInputElement && title.value === "" ? title : body
    first.focus()
  }, [opened])

  function close(): void {
    isBack.current = true
    change(undefined)
  }

  if (!isHere)
    return waiting ? (
      <output className="composer-dock composer-opening">{t("composer.opening")}</output>
    ) : null
  const { view } = opened
  return (
    <section
      ref={box}
      aria-label={t("composer.name")}
      className="composer-dock"
      data-small={opened.isSmall || undefined}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented || !isOpen) return
        // What has the focus is hidden with the form: it goes to the button that opens it again.
        box.current?.querySelector<HTMLElement>("[aria-expanded]")?.focus()
        change({ ...opened, isSmall: true })
      }}
    >
      {isOpen && <Resizer height={height} onResize={(to) => change({ ...opened, height: to })} />}
      <DockHead
        view={view}
        isSmall={!isOpen}
        onSize={(isSmall) => {
          if (!isSmall) next.current = {}
          change({ ...opened, isSmall })
        }}
        onClose={close}
        // What one goes to look at is not covered by it.
        onLeave={() => isNarrow() && rememberOpened({ ...opened, isSmall: true })}
        onToTopic={() => {
          next.current = {}
          if (view.kind === "reply") change({ ...opened, view: withoutPost(view) })
        }}
      />
      <div className="composer-room" hidden={!isOpen}>
        <DockForm
          key={placeOfView(view)}
          view={view}
          formKey={opened.form}
          actions={actions}
          docked={{ onSent: () => rememberOpened(undefined), onDiscarded: close }}
        />
      </div>
    </section>
  )
}

/** Beside the form of another text it is small at first: one was led there to write. */
function beginning(): Opened | undefined {
  const opened = readOpened()
  return opened && /\/(?:new|reply|edit)$/.test(location.pathname) ? { ...opened, isSmall: true } : opened
}

async function viewOf(page: string): Promise<ComposeView | undefined> {
  try {
    const answer = await fetch(composeApiPath(page))
    return answer.ok ? ((await answer.json()) as ComposeView) : undefined
  } catch {
    return undefined
  }
}

function withoutPost({
  answered: _,
  quote: __,
  ...view
}: Extract<ComposeView, { kind: "reply" }>): ComposeView {
  return { ...view, page: view.page.replace(/\?.*/, "") }
}
