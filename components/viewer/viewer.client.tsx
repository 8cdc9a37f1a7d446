"use client"
import { usePathname } from "next/navigation"
import { useEffect } from "react"
import { fetchViewer } from "./store.client.tsx"

/** Asks once per page who is looking; what it learns fills places that the page keeps free. Shows nothing itself. */
export function ViewerOfPage(): null {
  const path = usePathname()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address shows other topics
  useEffect(() => {
    let asking = new AbortController()
    void fetchViewer(asking.signal)
    const again = (event: PageTransitionEvent): void => {
      if (!event.persisted) return
      // Back from the browser's own cache: one may have signed in or read on meanwhile.
      asking = new AbortController()
      void fetchViewer(asking.signal)
    }
    window.addEventListener("pageshow", again)
    return () => {
      asking.abort()
      window.removeEventListener("pageshow", again)
    }
  }, [path])
  return null
}
