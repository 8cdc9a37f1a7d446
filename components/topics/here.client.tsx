"use client"
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from "react"
import { t } from "#lib/words/t.ts"
import { follow, keepName } from "./follow.client.ts"

/**
 * Which post of the topic is on the screen, and of when it is. The mark beside it follows by a transform: nothing else
 * moves. Until it is known, and without a script, what the page holds.
 * @param posts how many the topic has
 */
export function Here({ posts, children }: { posts: number; children: ReactNode }): ReactElement {
  const [here, setHere] = useState<{ number: number; at: Date }>()
  const words = useRef<HTMLSpanElement>(null)
  useEffect(
    () =>
      follow((post) => {
        const number = Number(post.dataset.number)
        // What was removed shows no date.
        setHere({ number, at: new Date(post.querySelector("time")?.dateTime ?? post.dataset.at!) })
        words.current
          ?.closest<HTMLElement>(".position")
          ?.style.setProperty("--through", String((number - 1) / Math.max(1, posts - 1)))
      }),
    [posts],
  )
  // Each time: what brought the page up to date has also brought an address.
  useEffect(keepName)
  return (
    <span ref={words} className="position-words">
      {here ? t("topics.here", { ...here, posts }) : children}
    </span>
  )
}
