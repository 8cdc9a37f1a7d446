"use client"
import { type RefObject, useEffect } from "react"

/** Of the window's height, in hundredths. */
export const HEIGHT = { least: 30, usual: 48, most: 92 }

/** Where there is no room beside the composer it takes the whole screen. */
const NARROW = "(width < 48rem)"
export const isNarrow = (): boolean => matchMedia(NARROW).matches

/**
 * Keeps as much free at the end of the page as the composer covers, so that one can read to the end and nothing that has
 * the focus is hidden. On a narrow screen the page behind it rests.
 */
export function useRoom(
  box: RefObject<HTMLElement | null>,
  state: "none" | "small" | "open",
  height: number,
): void {
  useEffect(() => {
    const root = document.documentElement
    if (state === "none" || !box.current) return
    const narrow = matchMedia(NARROW)
    const measure = (): void => {
      const seen = visualViewport?.height ?? innerHeight
      root.style.setProperty("--composer-height", `${height}dvh`)
      // What the keyboard of a phone leaves free.
      root.style.setProperty("--composer-screen", `${seen}px`)
      const covers = state === "open" && narrow.matches
      root.classList.toggle("composing", covers)
      for (const part of document.querySelectorAll<HTMLElement>("body > header, body > main, body > footer"))
        part.inert = covers
      if (box.current) root.style.setProperty("--composer-room", `${box.current.offsetHeight}px`)
    }
    root.classList.add("with-composer")
    measure()
    narrow.addEventListener("change", measure)
    visualViewport?.addEventListener("resize", measure)
    addEventListener("resize", measure)
    return () => {
      narrow.removeEventListener("change", measure)
      visualViewport?.removeEventListener("resize", measure)
      removeEventListener("resize", measure)
      root.classList.remove("with-composer", "composing")
      root.style.removeProperty("--composer-room")
      for (const part of document.querySelectorAll<HTMLElement>("body > header, body > main, body > footer"))
        part.inert = false
    }
  }, [box, state, height])
}
