import type { ReactElement } from "react"
import { PostBody } from "#components/posts/post-body.tsx"
import { Time } from "#components/ui/time.tsx"
import type { Message } from "#lib/views/cases.ts"
import { t } from "#lib/words/t.ts"

/** What was said between a member and staff, as the member sees it: staff speak with one voice. */
export function Talk({ messages }: { messages: Message[] }): ReactElement {
  return (
    <ol className="flex flex-col gap-3">
      {messages.map(({ version, at, html, mine }) => (
        <li key={version} className="rounded-md border border-border px-4 py-3">
          <p className="mb-2 text-sm text-muted">
            <b className="font-semibold text-text">
              {mine ? t("moderation.you") : t("moderation.moderators")}
            </b>
            , <Time at={at} precise />
          </p>
          <PostBody html={html} />
        </li>
      ))}
    </ol>
  )
}
