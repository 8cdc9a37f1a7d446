"use client"
import { type ReactElement, useEffect, useState } from "react"
import { t } from "#lib/words/t.ts"
import { BACK_KEY } from "./on-posts.client.tsx"

type Back = { href: string; number: string }

/**
 * The way back to the reply from which one came, until one goes on to another post than the one it led to. Scrolling is no
 * going on, though the address follows it (components/topics/follow.client.ts).
 * @param at where one was led
 */
export function WayBack({ at }: { at: string }): ReactElement | null {
  const [back, setBack] = useState<Back>()
  useEffect(() => {
    const look = (): void => setBack(followed(location.href))
    setBack(followed(at))
    addEventListener("hashchange", look)
    return () => removeEventListener("hashchange", look)
  }, [at])
  return back ? (
    <a href={back.href} className="way-back no-print">
      {t("quoting.way-back", { number: back.number })}
    </a>
  ) : null
}

/** What was followed to there, as `on-posts.client.tsx` kept it. */
function followed(at: string): Back | undefined {
  try {
    const [post, number, to]: string[] = JSON.parse(sessionStorage.getItem(BACK_KEY) ?? "[]")
    if (!post || !number || !to || anchorOf(to) !== new URL(at).hash) return undefined
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
