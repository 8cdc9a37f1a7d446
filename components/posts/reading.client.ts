"use client"
import { useEffect } from "react"
import { refreshUnread } from "#components/viewer/store.client.tsx"

/** A post counts as read when it has been on the screen and the reader has stayed this long. */
const SETTLE = 1500

/** Remembers, for a member, the newest post that was on the screen. @param lastRead how far they had come before */
export function useReading(lastRead: string | null, posts: HTMLElement[]): void {
  useEffect(() => {
    let [seen, sent] = [lastRead ?? "", lastRead ?? ""]
    let number = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const send = (): void => {
      if (seen <= sent) return
      sent = seen
      const body = JSON.stringify({ post: seen, ...(number > 0 && { number }) })
      void fetch("/api/read", {
        method: "POST",
        body,
        keepalive: true,
        headers: { "content-type": "application/json" },
      })
        .then(refreshUnread)
        .catch(() => {})
    }
    const watcher = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        const { post: id = "", number: place } = (target as HTMLElement).dataset
        if (!isIntersecting || id <= seen) continue
        seen = id
        number = Number(place)
      }
      clearTimeout(timer)
      timer = setTimeout(send, SETTLE)
    })
    for (const post of posts) watcher.observe(post)
    window.addEventListener("pagehide", send)
    return () => {
      watcher.disconnect()
      clearTimeout(timer)
      window.removeEventListener("pagehide", send)
    }
  }, [lastRead, posts])
}
