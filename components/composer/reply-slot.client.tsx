"use client"
import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { Link } from "#components/ui/link.tsx"
import { useViewer } from "#components/viewer/store.client.tsx"
import { type Area, replyPath, type TopicPlace } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/**
 * The end of a topic page, which is the same for everybody: a link to the page with the form, which for members opens the
 * composer where they are. For those who may not reply, the link says so.
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
  const isMember = viewer.status === "ready" && viewer.me !== null
  const mayReply = isMember ? viewer.topic?.can.reply : !locked
  // Where the page with the form says why.
  const mayAskWhy = isMember && viewer.topic && !mayReply && !locked
  return (
    <section aria-label={t("composer.reply")} className="reply-slot no-print mt-6">
      <p className="flex flex-wrap items-center gap-3">
        {locked && <span>{t("composer.locked")}</span>}
        {mayAskWhy && <Link href={replyPath(topic, undefined, area)}>{t("composer.why-no-reply")}</Link>}
        {mayReply && (
          <ButtonLink href={replyPath(topic, undefined, area)} variant="primary" data-compose="">
            {t("composer.reply-to-this")}
          </ButtonLink>
        )}
      </p>
    </section>
  )
}
