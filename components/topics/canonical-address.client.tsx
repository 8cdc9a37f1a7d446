"use client"
import { useEffect } from "react"

/** Shows the lasting address of the page in place of the passing one: it is what people copy and reload. */
export function CanonicalAddress({ path }: { path: string }): null {
  // Each time: the router writes its own when the page is brought up to date.
  useEffect(() => {
    window.history.replaceState(window.history.state, "", path)
  })
  return null
}
