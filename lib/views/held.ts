/** A text that waits for approval, or did, for its author and for staff. */

import { addressOf } from "#lib/db/items/categories.ts"
import type { HeldText } from "#lib/db/items/held.ts"
import type { HeldScene } from "#lib/forum/approving.ts"
import { renderText } from "#lib/forum/texts.ts"
import { areaOf, categoryPath, permanentPath, topicPath } from "#lib/web/paths.ts"

export type HeldView = {
  state: HeldText["state"]
  at: string
  isTopic: boolean
  title: string
  tags: string[]
  /** As it would look, or does. */
  html: string
  /** The topic or category that it is for, where the viewer may go there. */
  where?: { name: string; href: string }
  /** The post that it became. */
  href?: string
}

export async function heldView({ held, category, topic }: HeldScene): Promise<HeldView> {
  const { shown } = await renderText(held.body, held.id)
  const area = category && areaOf(category)
  return {
    ...{ state: held.state, at: held.createdAt, isTopic: held.topic === undefined, html: shown.html },
    ...{ title: held.title ?? topic?.title ?? "", tags: held.tags ?? [] },
    ...(topic && area && { where: { name: topic.title, href: topicPath(topic, { area }) } }),
    ...(held.topic === undefined &&
      category && { where: { name: category.name, href: categoryPath(addressOf(category), { area }) } }),
    ...(held.post && { href: permanentPath(held.post) }),
  }
}
