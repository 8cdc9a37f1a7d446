import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { Link } from "#components/ui/link.tsx"
import { throughStep } from "#components/ui/steps.ts"
import { Time } from "#components/ui/time.tsx"
import type { TopicView } from "#lib/views/topic.ts"
import { replyPath, topicPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/**
 * Where in the topic's life one is: its beginning, this page, its end, with their dates. Beside the posts on
 * a wide screen; elsewhere the pager says as much.
 */
export function TopicPosition({ view }: { view: TopicView }): ReactElement {
  const { topic, page, pages, posts } = view
  const { area } = topic
  const [from, to] = [posts[0], posts.at(-1)]
  const through = pages > 1 ? (page - 1) / (pages - 1) : 0
  return (
    <aside aria-label={t("topics.position")} className="topic-aside no-print">
      <div className="sticky top-5 flex flex-col gap-4 text-sm">
        <ol className="position" data-through={throughStep(through)}>
          <li>
            <Link href={topicPath(topic, { area })}>{t("topics.first-post")}</Link>{" "}
            <Time at={topic.createdAt} className="block text-muted" />
          </li>
          {pages > 1 && from && to && (
            <li className="position-here" aria-current="true">
              <span className="font-semibold">
                {t("topics.posts-shown", { from: from.number, to: to.number })}
              </span>{" "}
              <span className="block text-muted">
                {rich("topics.posts-of", {
                  posts: topic.replyCount + 1,
                  time: () => <Time at={from.createdAt} />,
                })}
              </span>
            </li>
          )}
          <li>
            <Link href={topicPath(topic, { area, page: pages, post: topic.lastPost.id })}>
              {t("topics.last-post")}
            </Link>{" "}
            <Time at={topic.lastPostAt} className="block text-muted" />
          </li>
        </ol>
        {!topic.locked && (
          <ButtonLink
            href={replyPath(topic, undefined, area)}
            rel="nofollow"
            variant="primary"
            data-compose=""
          >
            {t("topics.reply")}
          </ButtonLink>
        )}
      </div>
    </aside>
  )
}
