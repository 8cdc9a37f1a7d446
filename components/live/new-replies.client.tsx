"use client"
import { type ReactElement, useState } from "react"
import { Button, ButtonLink } from "#components/ui/button.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import type { TopicNews } from "#lib/views/news.ts"
import { type Area, livePath, type TopicPlace, topicPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { LiveSlot } from "./live-slot.tsx"
import { useNews } from "./news.client.ts"
import { useShow } from "./use-show.client.ts"

/**
 * Announces replies that came since the topic was loaded. Those that belong on this page are shown below what one
 * reads, for others there is a link to their page.
 * @param known how many posts the page knows of · @param onPage how many it shows · @param nextPage where the next
 * one stands
 */
export function NewReplies({
  topic,
  area,
  known,
  page,
  onPage,
  nextPage,
}: {
  topic: TopicPlace
  area: Area
  known: number
  page: number
  onPage: number
  nextPage: number
}): ReactElement {
  const news = useNews<TopicNews>(livePath("topic", topic.id, area))
  const [added, setAdded] = useState<{ count: number; from: number }>()
  const [from, setFrom] = useState(onPage)
  const { show, isShowing } = useShow(onPage, () => setAdded({ count: onPage - from, from }))
  const count = (news?.posts ?? 0) - known
  if (count > 0)
    return (
      <LiveSlot>
        <span>{t("live.replies", { count })}</span>
        {nextPage === page ? (
          <Button
            size="small"
            variant="primary"
            aria-disabled={isShowing}
            onClick={() => {
              setFrom(onPage)
              show()
            }}
          >
            {rich("live.show-replies", { more: unseen })}
          </Button>
        ) : (
          <ButtonLink size="small" variant="primary" href={topicPath(topic, { area, page: nextPage })}>
            {rich("live.show-replies", { more: unseen })}
          </ButtonLink>
        )}
      </LiveSlot>
    )
  if (!added || added.count <= 0) return <LiveSlot>{null}</LiveSlot>
  return (
    <LiveSlot>
      <span>{t("live.replies-shown", { count: added.count })}</span>
      <Button
        size="small"
        onClick={() => {
          goTo(added.from)
          setAdded(undefined)
        }}
      >
        {rich("live.go-there", { more: unseen })}
      </Button>
    </LiveSlot>
  )
}

/** To the first of what was added; the keyboard goes along. */
function goTo(index: number): void {
  const post = document.querySelectorAll<HTMLElement>("[data-post]")[index]
  if (!post) return
  post.tabIndex = -1
  post.focus({ preventScroll: true })
  post.scrollIntoView({ block: "start" })
}
