"use client"
import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import type { ListNews } from "#lib/views/news.ts"
import { LiveSlot } from "./live-slot.tsx"
import { useNews } from "./news.client.ts"
import { useShow } from "./use-show.client.ts"

/**
 * Announces what was written in a list's topics since it was loaded.
 * @param newest the id of the newest post that the list knows of
 */
export function NewActivity({ address, newest }: { address: string; newest: string }): ReactElement {
  const news = useNews<ListNews>(address)
  const { show, isShowing } = useShow(newest, () => scrollTo({ top: 0 }))
  const count = news?.latest.filter((post) => post > newest).length ?? 0
  return (
    <LiveSlot>
      {count > 0 && (
        <>
          <span>
            {news?.isAll || count < (news?.latest.length ?? 0) ? count : `${count} or more`}{" "}
            {count === 1 ? "topic" : "topics"} with new posts
          </span>
          <Button size="small" variant="primary" aria-disabled={isShowing} onClick={show}>
            Show<span className="sr-only"> what is new</span>
          </Button>
        </>
      )}
    </LiveSlot>
  )
}
