"use client"
import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import type { TopicHead } from "#lib/views/topic.ts"
import { replyPath } from "#lib/web/paths.ts"

/** The place of the reply form, of one size for whoever looks. */
export function ReplyPlace({ topic }: { topic: TopicHead }): ReactElement {
  return (
    <section aria-label="Reply" className="no-print mt-6 min-h-40">
      <ButtonLink href={replyPath(topic, undefined, topic.area)} rel="nofollow" variant="primary">
        Reply to this topic
      </ButtonLink>
    </section>
  )
}
