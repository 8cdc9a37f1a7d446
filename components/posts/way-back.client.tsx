"use client"
import { type ReactElement, useEffect, useState } from "react"
import { t } from "#lib/words/t.ts"
import { BACK_KEY } from "./on-posts.client.tsx"

type Back = { href: string; number: string }

/** The way back to the reply from which one came, while the post is named that it led to. */
export function WayBack(): ReactElement | null {
  const [back, setBack] = useState<Back>()
  useEffect(() => {
    const look = (): void => setBack(followed())
    look()
    addEventListener("hashchange", look)
    return () => removeEventListener("hashchange", look)
  }, [])
  return back ? (
    <a href={back.href} className="way-back no-print">
      {t("quoting.way-back", { number: back.number })}
    </a>
  ) : null
}

/** What was followed here, as `on-posts.client.tsx` kept it. */
function followed(): Back | undefined {
  try {
    const [post, number, to]: string[] = JSON.parse(sessionStorage.getItem(BACK_KEY) ?? "[]")
    if (!post || !number || !to || anchorOf(to) !== location.hash) return undefined
    const here = `#p-${post.toLowerCase()}`
    return { number, href: document.querySelector(here) ? here : `/p/${post.toLowerCase()}` }
  } catch {
    return undefined
  }
}

/** `#p-<id>`, also where the link names the post by its permanent address. */
function anchorOf(href: string): string {
  const { hash, pathname } = new URL(href)
  return hash || `#p-${pathname.split("/")[2]}`
}
