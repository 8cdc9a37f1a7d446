"use client"
import { type RefObject, useEffect, useRef } from "react"

/**
 * Where what has the focus goes away, as buttons do that have done their work, the focus goes on to what `next` names: lost, it
 * would begin again at the top of the page.
 * @param next is given the row of the list in which it stood, if there is one and it is still there
 */
export function useKeptFocus(
  area: RefObject<HTMLElement | null>,
  next: (row: Element | undefined) => HTMLElement | null | undefined,
): void {
  const where = useRef(next)
  where.current = next
  useEffect(() => {
    const box = area.current
    if (!box) return
    let last: { element: Element; row: Element | null } | undefined
    const onFocus = ({ target }: FocusEvent): void => {
      if (target instanceof Element) last = { element: target, row: target.closest("li") }
    }
    const observer = new MutationObserver(() => {
      if (!last || last.element.isConnected || document.activeElement !== document.body) return
      const row = last.row?.isConnected ? last.row : undefined
      last = undefined
      where.current(row)?.focus()
    })
    observer.observe(box, { childList: true, subtree: true })
    box.addEventListener("focusin", onFocus)
    return () => {
      observer.disconnect()
      box.removeEventListener("focusin", onFocus)
    }
  }, [area])
}
