"use client"
import { type ReactElement, useEffect, useState } from "react"
import { t } from "#lib/words/t.ts"
import { replyPageOf, type SelectedText, selectedText } from "./selection.client.ts"

/** A finger takes its time to select; the button comes when it is done. */
const SETTLE = 250

/** A button where something of a post is selected. Keeps no room and moves nothing. */
export function QuoteSelected(): ReactElement | null {
  const [selected, setSelected] = useState<SelectedText>()
  useEffect(() => {
    let timer = 0
    const look = () => {
      clearTimeout(timer)
      timer = window.setTimeout(() => {
        const found = selectedText()
        setSelected(found && replyPageOf(found.post) ? found : undefined)
      }, SETTLE)
    }
    document.addEventListener("selectionchange", look)
    // What was selected before this part had come: no event tells of it any more.
    look()
    return () => {
      clearTimeout(timer)
      document.removeEventListener("selectionchange", look)
    }
  }, [])
  if (!selected) return null
  return (
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
  )
}

/** Below the end of the selection; in the middle of a phone's screen, whose own menu stands at the selection. */
function placeBelow(range: Range): { insetBlockStart: string; left: string } {
  const box = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect()
  const left = Math.max(8, Math.min(box.right - 40, document.documentElement.clientWidth - 88))
  return { insetBlockStart: `${box.bottom + scrollY + 8}px`, left: `${left + scrollX}px` }
}
