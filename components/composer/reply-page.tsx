import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import type { ReplyView } from "#lib/views/writing.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { Closed, isClosed } from "./closed.tsx"
import { ContextPost } from "./context-post.tsx"
import { ReplyForm } from "./reply-form.client.tsx"
import { Waiting } from "./waiting.tsx"

/** The page that answers a topic or one post of it: the same in both areas. */
export function ReplyPage({
  view,
  action,
  formKey,
  kept,
  limit,
}: {
  view: ReplyView
  action: WritingAction
  formKey: string
  kept?: Record<string, string>
  limit: number
}): ReactElement {
  const { topic, answered, last } = view
  return (
    <div className="writing-page">
      <div>
        <p className="text-sm text-muted">
          {answered ? t("composer.reply-to-in", { author: answered.author }) : t("composer.reply-to")}
        </p>
        <h1>
          <Link href={topic.path} className="link-quiet">
            {topic.title}
          </Link>
        </h1>
      </div>
      {answered && <ContextPost post={answered} />}
      <Waiting texts={view.waiting} />
      <ReplyForm
        action={action}
        topic={topic.id}
        replyTo={answered?.id}
        formKey={formKey}
        page={view.page}
        initial={{ body: view.quote ?? "", ...kept }}
        limit={limit}
        hints={view.hints}
        owner={view.owner}
        given={view.draft}
        closed={isClosed(view) && <Closed {...view} page={view.page} />}
      />
      {last.length > 0 && (
        <section className="flex flex-col gap-3">
          <h2>{t("composer.last-posts", { count: last.length })}</h2>
          {last.map((post) => (
            <ContextPost key={post.id} post={post} />
          ))}
        </section>
      )}
    </div>
  )
}
