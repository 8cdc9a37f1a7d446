"use client"
import { useRouter } from "next/navigation"
import { useEffect, useRef, useTransition } from "react"
import { fetchViewer } from "#components/viewer/store.client.tsx"

/**
 * Brings the page up to date where it stands: what is typed stays, nothing moves but what is new.
 * @param shown changes when the page does · @param then what to do when it has
 */
export function useShow(shown: string | number, then: () => void): { show: () => void; isShowing: boolean } {
  const router = useRouter()
  const [isShowing, start] = useTransition()
  const before = useRef(shown)
  const after = useRef(then)
  after.current = then
  useEffect(() => {
    if (before.current === shown) return
    before.current = shown
    const asking = new AbortController()
    // There are rows and posts of which it is not known yet what they are to the viewer.
    void fetchViewer(asking.signal)
    after.current()
    return () => asking.abort()
  }, [shown])
  return { show: () => start(() => router.refresh()), isShowing }
}
