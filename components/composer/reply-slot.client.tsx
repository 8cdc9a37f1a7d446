"use client"
import { type ReactElement, useEffect, useState } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { type Area, replyPath, type TopicPlace } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { newFormKey } from "./draft.client.ts"
import { ReplyForm } from "./reply-form.client.tsx"

/** What the viewer may do at the end of a topic; undefined until it is known. */
export type MayReply = "yes" | "no" | "sign-in" | undefined

/**
 * The end of a topic page, which is the same for everybody: a link to the page with the form; for those who may
 * reply, once the viewer is known, the form itself in the room that was kept for it.
 */
export function ReplySlot({
  topic,
  area = "public",
  locked,
  mayReply,
  action,
  limit,
}: {
  topic: TopicPlace
  area?: Area
  locked: boolean
  mayReply: MayReply
  action: WritingAction
  limit: number
}): ReactElement {
  // Made here and not on the server: the page is one for all, and a key is one for each form.
  const [formKey, setFormKey] = useState<string>()
  useEffect(() => setFormKey(newFormKey()), [])
  const page = replyPath(topic, undefined, area)
  return (
    <section aria-label="Reply" className="reply-slot no-print mt-6">
      {mayReply === "yes" && formKey ? (
        <ReplyForm
          action={action}
          topic={topic.id}
          formKey={formKey}
          page={page}
          initial={{}}
          limit={limit}
          rows={8}
        />
      ) : (
        <p className="flex flex-wrap items-center gap-3">
          {locked && <span>This topic is closed to new replies.</span>}
          {mayReply !== "no" && !locked && <ButtonLink href={page}>Reply to this topic</ButtonLink>}
        </p>
      )}
    </section>
  )
}
