import type { ReactElement } from "react"
import { CategoryName } from "#components/categories/category-name.tsx"
import { Link } from "#components/ui/link.tsx"
import type { TopicLink } from "#lib/views/topic-link.ts"
import { topicPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** Where to read on. */
export function RelatedTopics({ topics }: { topics: TopicLink[] }): ReactElement | null {
  if (topics.length === 0) return null
  return (
    <nav aria-labelledby="related" className="no-print mt-10 border-t border-border pt-4">
      <h2 id="related" className="text-base">
        {t("topics.related")}
      </h2>
      <ul className="mt-1">
        {topics.map((topic) => (
          <li key={topic.id} className="flex flex-wrap items-baseline gap-x-3 py-1">
            <Link href={topicPath(topic, { area: topic.area })} className="topic-title">
              {topic.title}
            </Link>{" "}
            <CategoryName category={topic.category} className="text-sm text-muted" />
          </li>
        ))}
      </ul>
    </nav>
  )
}
