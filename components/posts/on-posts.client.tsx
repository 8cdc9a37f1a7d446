"use client"
import { type ReactElement, useEffect, useState } from "react"
import { useViewer } from "#components/viewer/store.client.tsx"
import { t } from "#lib/words/t.ts"
import { replyPageOf, type SelectedText, selectedText } from "./selection.client.ts"

/** A finger takes its time to select; the button comes when it is done. */
const SETTLE = 250

const BACK_KEY = "stoa:back"

type Back = { from: string; number: string; to: string }

/**
 * What a script adds to the posts of a page: a button where something is selected, quotes that open, and the way back to
 * the reply from which one came. Keeps no room and moves nothing.
 */
export function OnPosts(): ReactElement {
  const viewer = useViewer()
  const mayReply = viewer.status === "ready" && viewer.topic?.can.reply === true
  const [selected, setSelected] = useState<SelectedText>()
  const back = useBack()

  // biome-ignore lint/correctness/useExhaustiveDependencies: the store changes when posts have come
  useEffect(() => {
    if (document.querySelector(".post-body .quote-source"))
      void import("./whole-quotes.client.ts").then(({ openableQuotes }) => openableQuotes())
  }, [viewer])

  useEffect(() => {
    if (!mayReply) return
    let timer = 0
    const look = () => {
      clearTimeout(timer)
      timer = window.setTimeout(() => {
        const found = selectedText()
        setSelected(found && replyPageOf(found.post) ? found : undefined)
      }, SETTLE)
    }
    document.addEventListener("selectionchange", look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener("selectionchange", look)
    }
  }, [mayReply])

  return (
    <>
      {selected && (
        <button
          type="button"
          className="quote-selected no-print"
          style={placeBelow(selected.range)}
          // The selection stays until it is quoted.
          onPointerDown={(event) => event.preventDefault()}
          onClick={async () => (await import("./quote.client.ts")).quoteSelected(selected)}
        >
          {t("quoting.quote")}
        </button>
      )}
      {back && (
        <a href={back.from} className="way-back no-print">
          {t("quoting.way-back", { number: back.number })}
        </a>
      )}
    </>
  )
}

/** Below the end of the selection; in the middle of a phone's screen, whose own menu stands at the selection. */
function placeBelow(range: Range): { insetBlockStart: string; left: string } {
  const box = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect()
  const left = Math.max(8, Math.min(box.right - 40, document.documentElement.clientWidth - 88))
  return { insetBlockStart: `${box.bottom + scrollY + 8}px`, left: `${left + scrollX}px` }
}

/** Whoever follows "in reply to" finds the way back at the post that it led to. */
function useBack(): Back | undefined {
  const [back, setBack] = useState<Back>()
  useEffect(() => {
    const onClick = ({ target }: MouseEvent): void => {
      const link = (target as Element).closest<HTMLAnchorElement>(".post-reply-to a")
      const post = link?.closest<HTMLElement>("[data-post]")
      if (!link || !post) return
      const to = `#p-${link.hash ? link.hash.slice(3) : (link.pathname.split("/")[2] ?? "")}`
      const from = `/p/${post.dataset.post?.toLowerCase()}`
      try {
        sessionStorage.setItem(BACK_KEY, JSON.stringify({ from, number: post.dataset.number, to }))
      } catch {
        // Forbidden: the browser's own way back is there.
      }
    }
    const look = (): void => {
      try {
        const kept: Back | null = JSON.parse(sessionStorage.getItem(BACK_KEY) ?? "null")
        const here = kept && document.getElementById(`p-${kept.from.split("/")[2]}`)
        setBack(
          kept && kept.to === location.hash ? { ...kept, from: here ? `#${here.id}` : kept.from } : undefined,
        )
      } catch {
        setBack(undefined)
      }
    }
    look()
    addEventListener("hashchange", look)
    document.addEventListener("click", onClick)
    return () => {
      removeEventListener("hashchange", look)
      document.removeEventListener("click", onClick)
    }
  }, [])
  return back
}
