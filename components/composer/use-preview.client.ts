"use client"
import { type RefObject, useEffect, useState } from "react"
import { previewApiPath } from "#lib/web/paths.ts"

/** People pause so long between two thoughts. */
const PAUSE = 400

export type LivePreview = {
  /** Undefined until the first one is there. */
  html?: string
  /** Why the newest text is not shown. */
  said?: string
}

/**
 * How the text of a field will look, from the server, which renders it when it is sent, too: anew whenever one stops
 * typing.
 */
export function usePreview(of: RefObject<HTMLTextAreaElement | null>): LivePreview {
  const [preview, setPreview] = useState<LivePreview>({})
  useEffect(() => {
    const field = of.current
    if (!field) return
    let timer = 0
    let asked = new AbortController()
    let shown: string | undefined
    const ask = async () => {
      const body = field.value
      if (body === shown) return
      asked.abort()
      asked = new AbortController()
      const { signal } = asked
      try {
        const answer = await fetch(previewApiPath(), {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ body }),
          signal,
        })
        const { html, message } = (await answer.json()) as { html?: string; message?: string }
        if (html !== undefined) {
          shown = body
          setPreview({ html })
        } else setPreview((before) => ({ ...before, said: message }))
      } catch {
        // Typed on, or no connection: the next pause asks again.
      }
    }
    const onInput = () => {
      clearTimeout(timer)
      timer = window.setTimeout(ask, PAUSE)
    }
    void ask()
    field.addEventListener("input", onInput)
    return () => {
      field.removeEventListener("input", onInput)
      clearTimeout(timer)
      asked.abort()
    }
  }, [of])
  return preview
}
