import type { ReactElement } from "react"
import { CategoryName } from "#components/categories/category-name.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import type { PostRow } from "#lib/views/post-rows.ts"
import { permanentPath, topicPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** Posts out of their topics: where each stands and how it begins. */
export function PostList({ posts, label }: { posts: PostRow[]; label: string }): ReactElement {
  if (posts.length === 0) return <EmptyState title={t("posts.none")} />
  return (
    <ol aria-label={label} className="divide-y divide-border border-y border-border">
      {posts.map((post) => (
        <li key={post.id} className="py-2.5">
          <Link href={addressOf(post)} rel={post.isFirst ? undefined : "nofollow"} className="topic-title">
            {post.topic.title}
          </Link>
          <p className="max-w-(--measure) leading-snug">
            <bdi>{post.excerpt}</bdi>
          </p>
          <p className="text-sm leading-6 text-muted">
            <Origin post={post} />
            {post.likeCount > 0 && `, ${t("posts.likes", { count: post.likeCount })}`}
          </p>
        </li>
      ))}
    </ol>
  )
}

/** What it is, of when, and where. */
function Origin({ post: { isFirst, createdAt, topic } }: { post: PostRow }): ReactElement {
  const time = () => <Time at={createdAt} />
  if (!topic.category) return isFirst ? rich("posts.topic-of", { time }) : rich("posts.reply-of", { time })
  const place = <CategoryName category={topic.category} className="ms-0.5" />
  const parts = { time, category: () => place }
  return isFirst ? rich("posts.topic-of-in", parts) : rich("posts.reply-of-in", parts)
}

function addressOf({ id, topic, isFirst }: PostRow): string {
  return isFirst ? topicPath(topic, { area: topic.area }) : permanentPath(id)
}
