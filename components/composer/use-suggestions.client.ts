"use client"
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react"
import { apply } from "./apply.client.ts"
import { placeOf } from "./caret.client.ts"
import { type Suggestion, type Token, tokenAt } from "./suggesting.ts"
import { suggestionsFor } from "./suggestion-sources.client.ts"

/** Who types on meanwhile is not asked about each letter. */
const PAUSE = 120

type Open = { token: Token; options: Suggestion[]; place: { top: number; bottom: number; x: number } }

export type Suggesting = {
  id: string
  open: Open | undefined
  active: number
  choose: (index: number) => void
  /** Whether the key was for the list. */
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean
  /** What the field says of the list. It stays a text field: the list only ever helps. */
  attributes: Record<string, string | undefined>
}

/** Completion of names and emoji in a text field, while one types. @param topic whose people come first */
export function useSuggestions(field: RefObject<HTMLTextAreaElement | null>, topic?: string): Suggesting {
  const [open, setOpen] = useState<Open>()
  const [active, setActive] = useState(0)
  // A token that was left by Escape stays left.
  const left = useRef(-1)
  const id = useId()

  useEffect(() => {
    const area = field.current
    if (!area) return
    let timer = 0
    let asked = 0
    const look = () => {
      clearTimeout(timer)
      asked++
      const token =
        area.selectionStart === area.selectionEnd ? tokenAt(area.value, area.selectionStart) : undefined
      if (!token) left.current = -1
      if (!token || left.current === token.from) return setOpen(undefined)
      const mine = asked
      timer = window.setTimeout(async () => {
        const options = await suggestionsFor(token, topic)
        // Typed on meanwhile: what was typed then is asked for, too.
        if (mine !== asked || document.activeElement !== area) return
        setActive(0)
        setOpen(options.length > 0 ? { token, options, place: placeOf(area, token.from) } : undefined)
      }, PAUSE)
    }
    const close = () => {
      asked++
      clearTimeout(timer)
      setOpen(undefined)
    }
    const moved = (event: globalThis.KeyboardEvent) => {
      if (/^(Arrow(Left|Right)|Home|End|Page(Up|Down))$/.test(event.key)) look()
    }
    area.addEventListener("input", look)
    area.addEventListener("keyup", moved)
    area.addEventListener("click", look)
    area.addEventListener("blur", close)
    area.addEventListener("scroll", close)
    return () => {
      close()
      area.removeEventListener("input", look)
      area.removeEventListener("keyup", moved)
      area.removeEventListener("click", look)
      area.removeEventListener("blur", close)
      area.removeEventListener("scroll", close)
    }
  }, [field, topic])

  function choose(index: number): void {
    const option = open?.options[index]
    if (!open || !option || !field.current) return
    const { from, to } = open.token
    const end = from + option.text.length
    setOpen(undefined)
    apply(field.current, { from, to, text: option.text, select: [end, end] })
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
    if (!open || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false
    const count = open.options.length
    if (event.key === "ArrowDown") setActive((active + 1) % count)
    else if (event.key === "ArrowUp") setActive((active - 1 + count) % count)
    else if (event.key === "Enter") choose(active)
    else if (event.key === "Escape") {
      left.current = open.token.from
      setOpen(undefined)
    } else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }

  const attributes = {
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-controls": open ? id : undefined,
    "aria-activedescendant": open ? `${id}-${active}` : undefined,
  }
  return { id, open, active, choose, onKeyDown, attributes }
}
