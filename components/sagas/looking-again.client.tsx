"use client"
import { useRouter } from "next/navigation"
import { useEffect } from "react"

/** Soon at first, when most is done, and then less and less often. */
const FIRST = 1_000
const LONGEST = 15_000

/** Looks again by itself while something is under way; without a script there is a button. */
export function LookingAgain(): null {
  const router = useRouter()
  useEffect(() => {
    let delay = FIRST
    let timer = setTimeout(look, delay)
    function look(): void {
      if (document.visibilityState === "visible") router.refresh()
      delay = Math.min(delay * 1.5, LONGEST)
      timer = setTimeout(look, delay)
    }
    return () => clearTimeout(timer)
  }, [router])
  return null
}
