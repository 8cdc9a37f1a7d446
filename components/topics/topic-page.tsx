import type { ReactElement, ReactNode } from "react"
import { ReplySlot } from "#components/composer/reply-slot.client.tsx"
import { NewReplies } from "#components/live/new-replies.client.tsx"
import { OnPosts, type OnPostsActions } from "#components/posts/on-posts.client.tsx"
import { AcceptedAnswer, Post } from "#components/posts/post.tsx"
import type { TopicView } from "#lib/views/topic.ts"
import type { TopicLink } from "#lib/views/topic-link.ts"
import { topicPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { NumberPager } from "./number-pager.tsx"
import { RelatedTopics } from "./related-topics.tsx"
import { TopicHeader } from "./topic-header.tsx"
import { TopicPosition } from "./topic-position.tsx"

/** How one keeps up with a topic and its posts on their page. */
export type TopicKeeping = Omit<OnPostsActions, "like"> & { watch: WritingAction }

/** A page of a topic: its posts, the ways to its other pages, and the place to answer. */
export function TopicPage({
  view,
  like,
  keeping,
  deleted,
  related = [],
  children,
}: {
  view: TopicView
  like: WritingAction
  keeping: TopicKeeping
  /** In place of the post that its viewer has just deleted. */
  deleted?: ReactNode
  /** Topics that are about the same. */
  related?: TopicLink[]
  children?: ReactNode
}): ReactElement {
  const { topic, page, pages, posts, answer, known, nextPage } = view
  const { id, slug, area, locked } = topic
  const onPage = new Set(posts.map(({ id }) => id))
  const pager = (label: string) => (
    <NumberPager label={label} page={page} pages={pages} href={(n) => topicPath(topic, { area, page: n })} />
  )
  return (
    <div className="topic-layout" data-topic={topic.id}>
      <TopicHeader view={view} watch={keeping.watch} />
      <TopicPosition view={view} />
      <div className="min-w-0">
        {page > 1 && <div className="mt-3">{pager(t("topics.pages-top"))}</div>}
        <div className="posts">
          {posts.map((post, index) => (
            <div key={post.id} className="contents">
              {view.undo === post.id && deleted ? (
                deleted
              ) : (
                <Post post={post} topic={topic} onPage={onPage} />
              )}
              {index === 0 && answer && (
                <AcceptedAnswer
                  post={answer.post}
                  href={topicPath(topic, { area, page: answer.page, post: answer.post.id })}
                />
              )}
            </div>
          ))}
        </div>
        <NewReplies
          topic={{ id, slug }}
          area={area}
          known={known}
          page={page}
          onPage={posts.length}
          nextPage={nextPage}
        />
        {pager(t("topics.pages"))}
        {children}
        {page === pages && <ReplySlot topic={{ id, slug }} area={area} locked={locked} />}
        <RelatedTopics topics={related} />
        <OnPosts like={like} bookmark={keeping.bookmark} unbookmark={keeping.unbookmark} />
      </div>
    </div>
  )
}
