"use client"
import { useEffect } from "react"

/** Where a form has led here without loading the page anew, the style sheet of the page before is still there. */
export function WithoutOwnLook(): null {
  useEffect(() => {
    const sheets = [...document.querySelectorAll<HTMLLinkElement>("link[data-own-look]")]
    for (const sheet of sheets) sheet.disabled = true
    return () => {
      for (const sheet of sheets) sheet.disabled = false
    }
  }, [])
  return null
}
