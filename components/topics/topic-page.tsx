import type { ReactElement, ReactNode } from "react"
import { ReplySlot } from "#components/composer/reply-slot.client.tsx"
import { NewReplies } from "#components/live/new-replies.client.tsx"
import { OnPosts } from "#components/posts/on-posts.client.tsx"
import { AcceptedAnswer, Post, type PostKeeping } from "#components/posts/post.tsx"
import { ReadingMarker } from "#components/viewer/reading-marker.client.tsx"
import type { TopicView } from "#lib/views/topic.ts"
import type { TopicLink } from "#lib/views/topic-link.ts"
import { topicPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { JumpForm } from "./jump-form.tsx"
import { NumberPager } from "./number-pager.tsx"
import { RelatedTopics } from "./related-topics.tsx"
import { TopicHeader } from "./topic-header.tsx"
import { TopicPosition } from "./topic-position.tsx"

/** How one keeps up with a topic and its posts on their page. */
export type TopicKeeping = PostKeeping & { watch: WritingAction }

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
      <div className="min-w-0">
        <TopicHeader view={view} watch={keeping.watch} />
        {page > 1 && <div className="mt-3">{pager(t("topics.pages-top"))}</div>}
        <div className="posts">
          {posts.map((post, index) => (
            <div key={post.id} className="contents">
              {view.undo === post.id && deleted ? (
                deleted
              ) : (
                <Post post={post} topic={topic} onPage={onPage} like={like} keeping={keeping} />
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
        <JumpForm view={view} />
        {children}
        {page === pages && <ReplySlot topic={{ id, slug }} area={area} locked={locked} />}
        <RelatedTopics topics={related} />
        <OnPosts />
        <ReadingMarker key={posts.length} />
      </div>
      <TopicPosition view={view} />
    </div>
  )
}
