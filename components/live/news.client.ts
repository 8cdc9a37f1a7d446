"use client"
import { useEffect, useState } from "react"

/** Asked this long after the page came, and after anything new. */
const FIRST = 3_000
/** Nothing new: the next question waits longer, up to this. */
const GROWTH = 1.5
const LONGEST = 30_000

/**
 * What the forum says is new at an address, again whenever it says something else. Asks less and less often while
 * nothing happens, never in a hidden tab, and at once when one comes back to it.
 */
export function useNews<T>(address: string): T | undefined {
  const [news, setNews] = useState<T>()
  useEffect(() => {
    let wait = FIRST
    let known = ""
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    let asking: AbortController | undefined
    const plan = (): void => {
      clearTimeout(timer)
      // Not all who read one page at the same moment.
      if (!isOver && !document.hidden) timer = setTimeout(ask, wait * (0.85 + Math.random() * 0.3))
    }
    const ask = async (): Promise<void> => {
      asking = new AbortController()
      const { signal } = asking
      wait = Math.min(wait * GROWTH, LONGEST)
      try {
        const answer = await fetch(address, { signal, headers: { accept: "application/json" } })
        // Gone, or not for us any more: there will be no news.
        isOver = answer.status >= 400 && answer.status < 500
        const text = answer.ok ? await answer.text() : known
        if (text !== known) {
          wait = FIRST
          known = text
          setNews(JSON.parse(text))
        }
      } catch {
        // No connection just now: later.
      }
      if (!signal.aborted) plan()
    }
    const seen = (): void => {
      clearTimeout(timer)
      asking?.abort()
      wait = FIRST
      if (!document.hidden && !isOver) void ask()
    }
    plan()
    document.addEventListener("visibilitychange", seen)
    return () => {
      document.removeEventListener("visibilitychange", seen)
      clearTimeout(timer)
      asking?.abort()
    }
  }, [address])
  return news
}
