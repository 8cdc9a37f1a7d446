import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { QueuePage } from "#components/moderation/queue-page.tsx"
import { loadQueue } from "#lib/views/moderation.ts"
import { moderatorOrNotFound } from "#lib/web/members-area.ts"
import { moderationPath, QUEUES } from "#lib/web/staff-paths.ts"
import { t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("moderation.title") }

type Props = PageProps<"/moderation/[[...at]]">

/** `/moderation`, `/moderation/<queue>`, `/moderation/<queue>/<cursor>`. */
export default async function Moderation({ params }: Props): Promise<ReactElement> {
  const [name = "all", cursor, ...more] = (await params).at ?? []
  const queue = QUEUES.find((one) => one === name)
  if (!queue || more.length > 0) notFound()
  const staff = await moderatorOrNotFound(moderationPath(queue))
  return <QueuePage view={(await loadQueue(staff, queue, cursor)) ?? notFound()} />
}
