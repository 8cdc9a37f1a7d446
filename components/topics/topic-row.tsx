import type { ReactElement, ReactNode } from "react"
import { CategoryName } from "#components/categories/category-name.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import type { TopicRow } from "#lib/views/topic-rows.ts"
import { topicPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { Tags } from "./tags.tsx"
import { TopicState } from "./topic-state.tsx"

/** A topic in a list: what it is about, how much was answered, by whom and when last. @param note beside the title */
export function TopicListRow({ topic, note }: { topic: TopicRow; note?: ReactNode }): ReactElement {
  const { area, replyCount, lastPost } = topic
  const last = topicPath(topic, { area, page: topic.pages, post: lastPost.id })
  return (
    <li
      className="topic-row topic-columns"
      data-topic-row={topic.id}
      data-place={topic.place}
      data-by={topic.author}
      data-made={topic.createdAt}
      data-posts={replyCount + 1}
      data-last={lastPost.id}
      data-last-at={topic.lastPostAt}
    >
      {/* What is new to a member (viewer/unread-marks.client.tsx). */}
      <span className="unread-slot" />
      <div className="topic-main">
        <div className="topic-head">
          <Link href={topicPath(topic, { area })} className="topic-title">
            {topic.title}
          </Link>{" "}
          <TopicState {...topic} />
          {note}
        </div>{" "}
        <div className="topic-meta">
          {topic.category && <CategoryOf topic={topic} />} <Tags tags={topic.tags} area={area} />
        </div>
      </div>
      <div className="topic-replies">
        {rich("topics.row-replies", { replies: replyCount, more: inColumns })}
      </div>{" "}
      <div className="topic-last">
        {rich("topics.row-last", {
          more: inColumns,
          time: () => (
            <Link href={last} className="link-quiet">
              <Time at={topic.lastPostAt} />
            </Link>
          ),
        })}{" "}
        <span className="topic-by">{rich("topics.row-by", { more: inColumns, name: lastPost.author })}</span>
      </div>
    </li>
  )
}

/** What the head of a column says in a wide list. */
function inColumns(words: ReactNode): ReactElement {
  return <span className="@min-[44rem]:sr-only">{words}</span>
}

function CategoryOf({ topic }: { topic: TopicRow }): ReactElement {
  return (
    <span>
      {rich("topics.row-in", {
        more: unseen,
        category: () => <CategoryName category={topic.category!} />,
      })}
    </span>
  )
}
