import type { ReactElement, ReactNode } from "react"
import { EmptyState } from "#components/ui/empty-state.tsx"
import type { TopicRow } from "#lib/views/topic-rows.ts"
import { t } from "#lib/words/t.ts"
import { TopicListRow } from "./topic-row.tsx"

/**
 * Topics, one a row. A wide list sets them in columns under a heading line; a narrow one puts what the columns
 * hold under each title. The list's own width decides, not the screen's.
 * @param compact one line a row, where most topics are of one category · @param none, empty what to say when there is none:
 * why, and what to do about it
 * @param noteOf what to say beside a title
 */
export function TopicList<T extends TopicRow>({
  topics,
  label,
  none = t("topics.none"),
  empty,
  noteOf,
  compact = false,
}: {
  topics: T[]
  label: string
  none?: string
  empty?: ReactNode
  noteOf?: (topic: T) => ReactNode
  compact?: boolean
}): ReactElement {
  if (topics.length === 0) return <EmptyState title={none}>{empty}</EmptyState>
  return (
    <div className={compact ? "@container compact" : "@container"}>
      <div aria-hidden="true" className="topic-columns topic-labels border-b border-border text-muted">
        <span className="topic-main">{t("topics.column-topic")}</span>{" "}
        <span className="topic-replies">{t("topics.column-replies")}</span>{" "}
        <span className="topic-last">{t("topics.last-post")}</span>
      </div>
      <ol aria-label={label} className="divide-y divide-border border-b border-border @max-[44rem]:border-t">
        {topics.map((topic) => (
          <TopicListRow key={topic.id} topic={topic} note={noteOf?.(topic)} />
        ))}
      </ol>
    </div>
  )
}

/** The id of the newest post that a list knows of: ids carry their time. */
export function newestPost(topics: TopicRow[]): string {
  return (
    topics
      .map(({ lastPost }) => lastPost.id)
      .toSorted()
      .at(-1) ?? ""
  )
}
