import type { ReactElement, ReactNode } from "react"
import { Breadcrumb } from "#components/ui/breadcrumb.tsx"
import { Link } from "#components/ui/link.tsx"
import { TopicWatch } from "#components/viewer/watch-slots.client.tsx"
import type { TopicView } from "#lib/views/topic.ts"
import { categoryPath, homePath, memberPath, privatePath, searchPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { Tags } from "./tags.tsx"
import { TimerWords, TopicState } from "./topic-state.tsx"

/** Where the topic lies, what it is about, who began it. */
export function TopicHeader({ view, watch }: { view: TopicView; watch: WritingAction }): ReactElement {
  const { topic, answer, page, pages } = view
  const { category, area } = topic
  const { parent } = category
  const by = {
    name: topic.author.name,
    replies: topic.replyCount,
    author: (words: ReactNode) => (
      <Link href={memberPath(topic.author.name)} className="link-quiet">
        {words}
      </Link>
    ),
  }
  return (
    <header>
      <Breadcrumb
        crumbs={[
          area === "public"
            ? { label: t("topics.home"), href: homePath() }
            : { label: t("topics.members-area"), href: privatePath() },
          ...(parent
            ? [{ label: parent.name, href: categoryPath(parent.slug, { area: category.area }) }]
            : []),
          { label: category.name, href: categoryPath(category.slug, { area: category.area }) },
        ]}
      />
      <h1 className="mt-1">
        <bdi>{topic.title}</bdi>
        {page > 1 && <span className="sr-only">{t("topics.on-page", { page })}</span>}
      </h1>
      <div className="mt-1.5 flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
        <TopicState locked={topic.locked} solved={answer !== undefined} removed={topic.removed} />
        <span>{pages > 1 ? rich("topics.by-on-page", { ...by, page, pages }) : rich("topics.by", by)}</span>
        {topic.timer && <TimerWords timer={topic.timer} />}
        <Tags tags={topic.tags} area={area} />
        {pages > 1 && (
          <Link
            href={searchPath({ topic: topic.id.toLowerCase() })}
            rel="nofollow"
            className="link-quiet no-print"
          >
            {t("topics.search-in")}
          </Link>
        )}
        <div className="topic-tools no-print">
          {/* Where reading goes on, for members (continuing.client.tsx). */}
          <span data-last-post={topic.lastPost.id} className="contents" />
          <TopicWatch topic={topic.id} action={watch} />
        </div>
      </div>
    </header>
  )
}
