"use client"
import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { useViewer } from "#components/viewer/store.client.tsx"
import { type Area, replyPath, type TopicPlace } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/**
 * The end of a topic page, which is the same for everybody: a link to the page with the form, which for members opens the
 * composer where they are. In a closed topic it is there for who may still reply.
 */
export function ReplySlot({
  topic,
  area = "public",
  locked,
}: {
  topic: TopicPlace
  area?: Area
  locked: boolean
}): ReactElement {
  const viewer = useViewer()
  // Where it is open, the page with the form says why somebody may not.
  const mayReply = !locked || (viewer.status === "ready" && viewer.topic?.can.reply)
  return (
    <section aria-label={t("composer.reply")} className="reply-slot no-print">
      {locked && <p>{t("composer.locked")}</p>}
      {mayReply && (
        <ButtonLink href={replyPath(topic, undefined, area)} variant="primary" data-compose="">
          {t("composer.reply-to-this")}
        </ButtonLink>
      )}
    </section>
  )
}
