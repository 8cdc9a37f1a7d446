import type { ReactElement, ReactNode } from "react"
import { Closed, isClosed } from "#components/composer/closed.tsx"
import { ContextPost } from "#components/composer/context-post.tsx"
import { Link } from "#components/ui/link.tsx"
import type { ReportView } from "#lib/views/reporting.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { ReportForm } from "./report-form.client.tsx"

const REASONS = ["spam", "rude", "off-topic", "unlawful", "other"] as const

/** The page on which one reports a post, a topic or a member. */
export function ReportPage({
  view,
  action,
  maxWords,
}: {
  view: ReportView
  action: WritingAction
  maxWords: number
}): ReactElement {
  const { kind, id, name, title = "", post, back } = view
  const link = (words: ReactNode) => (
    <Link href={back} className="link-quiet">
      {words}
    </Link>
  )
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-5">
      <div>
        <p className="text-sm text-muted">
          {kind === "post" && rich("moderation.report-in", { name, title, link })}
          {kind === "topic" && rich("moderation.report-topic-by", { name, title, link })}
          {kind === "member" && rich("moderation.report-profile", { name, link })}
        </p>
        <h1>
          {kind === "member" ? t("moderation.report-member", { name }) : t(`moderation.report-${kind}`)}
        </h1>
      </div>
      {post && <ContextPost post={post} />}
      {isClosed(view) ? (
        <Closed {...view} />
      ) : (
        <>
          <p>{t("moderation.report-text")}</p>
          <ReportForm
            action={action}
            hidden={{ kind: kind === "member" ? "member" : "post", id }}
            reasons={REASONS.map((reason) => [reason, t(`moderation.reason.${reason}`)])}
            maxWords={maxWords}
          />
        </>
      )}
    </div>
  )
}
