"use client"
import type { ReactElement } from "react"
import { type MayReply, ReplySlot } from "#components/composer/reply-slot.client.tsx"
import { useViewer, type ViewerState } from "#components/viewer/store.client.tsx"
import type { TopicHead } from "#lib/views/topic.ts"
import type { WritingAction } from "#lib/web/writing.ts"

/** What a page hands down so that one can answer on it. */
export type Replying = { action: WritingAction; limit: number }

/** The place of the reply form, kept free until it is known who looks. */
export function ReplyPlace({
  topic,
  action,
  limit,
}: { topic: Pick<TopicHead, "slug" | "id" | "area" | "locked"> } & Replying): ReactElement {
  const { area, locked } = topic
  return <ReplySlot {...{ topic, area, locked, action, limit }} mayReply={mayReply(useViewer())} />
}

function mayReply(viewer: ViewerState): MayReply {
  if (viewer.status !== "ready") return undefined
  if (!viewer.me) return "sign-in"
  return viewer.topic?.can.reply ? "yes" : "no"
}
