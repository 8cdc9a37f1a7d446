import type { ReactElement } from "react"
import { CategoryName } from "#components/categories/category-name.tsx"
import { counted } from "#components/ui/counted.ts"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import type { PostRow } from "#lib/views/member.ts"
import { permanentPath, topicPath } from "#lib/web/paths.ts"

/** Posts out of their topics: where each stands and how it begins. */
export function PostList({ posts, label }: { posts: PostRow[]; label: string }): ReactElement {
  if (posts.length === 0) return <EmptyState title="No posts yet" />
  return (
    <ol aria-label={label} className="divide-y divide-border border-y border-border">
      {posts.map((post) => (
        <li key={post.id} className="py-2.5">
          <Link href={addressOf(post)} rel={post.isFirst ? undefined : "nofollow"} className="topic-title">
            {post.topic.title}
          </Link>
          <p className="max-w-(--measure) leading-snug">{post.excerpt}</p>
          <p className="text-sm leading-6 text-muted">
            {post.isFirst ? "Topic of " : "Reply of "}
            <Time at={post.createdAt} />
            {post.topic.category && (
              <>
                {" in "}
                <CategoryName category={post.topic.category} />
              </>
            )}
            {post.likeCount > 0 && `, ${counted(post.likeCount, "like")}`}
          </p>
        </li>
      ))}
    </ol>
  )
}

function addressOf({ id, topic, isFirst }: PostRow): string {
  return isFirst ? topicPath(topic, { area: topic.area }) : permanentPath(id)
}
