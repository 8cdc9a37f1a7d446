import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { Link } from "#components/ui/link.tsx"
import { throughStep } from "#components/ui/steps.ts"
import { Time } from "#components/ui/time.tsx"
import type { TopicView } from "#lib/views/topic.ts"
import { replyPath, topicPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { Here } from "./here.client.tsx"
import { JumpForm } from "./jump-form.tsx"

/**
 * Where in the topic's life one is: its beginning, the post on the screen, its end, with their dates, and the way to any
 * other place. Beside the posts on a wide screen; a bar at its upper edge on a narrow one.
 */
export function TopicPosition({ view }: { view: TopicView }): ReactElement {
  const { topic, pages, posts, known } = view
  const { area } = topic
  const [from, to] = [posts[0]!, posts.at(-1)!]
  const here = (
    <Here posts={known}>
      {t("topics.posts-here", {
        from: from.number,
        to: to.number,
        posts: known,
        at: new Date(from.createdAt),
      })}
    </Here>
  )
  return (
    <aside
      aria-label={t("topics.position")}
      className="topic-aside no-print"
      data-pages={pages > 1 ? pages : undefined}
    >
      <div className="topic-beside">
        <div className="position" data-through={throughStep(known > 1 ? (from.number - 1) / (known - 1) : 0)}>
          <Link href={topicPath(topic, { area })} className="position-end">
            <span className="position-name">{t("topics.first-post")}</span>{" "}
            <Time at={topic.createdAt} className="position-date" />
          </Link>{" "}
          {pages > 1 ? (
            <JumpForm view={view}>{here}</JumpForm>
          ) : (
            known > 1 && <p className="position-here">{here}</p>
          )}{" "}
          <Link
            href={topicPath(topic, { area, page: pages, post: topic.lastPost.id })}
            className="position-end"
          >
            <span className="position-name">{t("topics.last-post")}</span>{" "}
            <Time at={topic.lastPostAt} className="position-date" />
          </Link>
        </div>
        {!topic.locked && (
          <ButtonLink
            href={replyPath(topic, undefined, area)}
            rel="nofollow"
            variant="primary"
            data-compose=""
            className="max-lg:hidden"
          >
            {t("topics.reply")}
          </ButtonLink>
        )}
      </div>
    </aside>
  )
}
