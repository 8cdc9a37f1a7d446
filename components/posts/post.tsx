import type { ReactElement } from "react"
import { Label } from "#components/topics/topic-state.tsx"
import { Avatar } from "#components/ui/avatar.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import type { PostView, TopicHead } from "#lib/views/topic.ts"
import {
  historyPath,
  memberPath,
  permanentPath,
  postAnchor,
  postOptionsPath,
  replyPath,
} from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { PostBody } from "./post-body.tsx"

/**
 * One post on the page of its topic.
 * @param onPage ids of the posts on the same page, so that a link to one of them does not leave it
 */
export function Post({
  post,
  topic,
  onPage,
}: {
  post: PostView
  topic: TopicHead
  onPage: ReadonlySet<string>
}): ReactElement {
  if (post.removed) return <RemovedPost post={post} />
  const { id, author, number, editedAt } = post
  return (
    <article
      id={postAnchor(id)}
      data-post={id}
      data-number={number}
      data-author={author.name}
      data-user={author.id}
      aria-labelledby={`by-${postAnchor(id)}`}
      className="post"
    >
      <Avatar name={author.name} user={author.id} />
      <header className="post-header">
        <h2 id={`by-${postAnchor(id)}`} className="inline text-base font-semibold">
          {rich("posts.by", {
            number,
            more: unseen,
            author: () => (
              <Link href={memberPath(author.name)} className="link-quiet inline-block min-h-6">
                {author.name}
              </Link>
            ),
          })}
        </h2>{" "}
        {!post.isFirst && author.id === topic.author.id && (
          <Label>{rich("posts.topic-author", { more: unseen })}</Label>
        )}{" "}
        {post.isAnswer && <Label tone="success">{t("posts.answer")}</Label>}{" "}
        <span className="text-sm text-muted">
          <Time at={post.createdAt} precise />
          {editedAt && (
            <>
              ,{" "}
              <Link href={historyPath(id)} rel="nofollow" className="link-quiet">
                {rich("posts.edited", { time: () => <Time at={editedAt} /> })}
              </Link>
            </>
          )}
        </span>{" "}
        <Link
          href={permanentPath(id)}
          rel="nofollow"
          className="link-quiet ms-auto min-h-6 min-w-6 text-end text-sm text-muted"
          title={t("posts.permanent-link")}
        >
          {rich("posts.permanent-link-number", { number, more: unseen })}
        </Link>
      </header>
      {post.replyTo && <InReplyTo replyTo={post.replyTo} onPage={onPage} />}
      <PostBody html={post.html} />
      {post.replies && <Replies replies={post.replies} />}
      <PostLinks post={post} topic={topic} />
    </article>
  )
}

/** The answer once more, right under the question. */
export function AcceptedAnswer({ post, href }: { post: PostView; href: string }): ReactElement {
  return (
    <section aria-label={t("posts.accepted")} className="answer">
      <header className="post-header">
        <h2 className="inline text-base font-semibold text-success">{t("posts.accepted")}</h2>{" "}
        <span className="text-sm text-muted">
          {rich("posts.accepted-by", {
            name: post.author.name,
            author: (words) => (
              <Link href={memberPath(post.author.name)} className="link-quiet">
                {words}
              </Link>
            ),
            time: () => <Time at={post.createdAt} />,
          })}
        </span>{" "}
        <Link href={href} className="ms-auto text-sm">
          {t("posts.go-to-answer")}
        </Link>
      </header>
      <PostBody html={post.html} />
    </section>
  )
}

function InReplyTo({
  replyTo,
  onPage,
}: {
  replyTo: { id: string; author: string }
  onPage: ReadonlySet<string>
}): ReactElement {
  const href = onPage.has(replyTo.id) ? `#${postAnchor(replyTo.id)}` : permanentPath(replyTo.id)
  return (
    <p className="post-reply-to text-sm text-muted">
      <Link href={href} rel="nofollow" className="link-quiet inline-block min-h-6 leading-6">
        {t("posts.in-reply-to", { name: replyTo.author })}
      </Link>
    </p>
  )
}

/** The ways to what was said to this post, on the same page. */
function Replies({ replies }: { replies: NonNullable<PostView["replies"]> }): ReactElement {
  return (
    <p className="post-replies text-sm text-muted">
      {t("quoting.replies")}{" "}
      {replies.map(({ id, number, author }) => (
        <Link key={id} href={`#${postAnchor(id)}`} className="link-quiet me-2 inline-block min-h-6 leading-6">
          {t("quoting.reply-of", { author, number })}
        </Link>
      ))}
    </p>
  )
}

/** The same for everybody; the buttons of members are put in behind the likes (tools.client.tsx). */
function PostLinks({ post, topic }: { post: PostView; topic: TopicHead }): ReactElement {
  return (
    <footer className="post-links no-print">
      {!topic.locked && (
        <Link
          href={replyPath(topic, post.id, topic.area)}
          rel="nofollow"
          className="post-tool"
          data-compose=""
          data-reply=""
        >
          {rich("posts.reply", { name: post.author.name, more: unseen })}
        </Link>
      )}{" "}
      <Link href={postOptionsPath(post.id)} rel="nofollow" className="post-tool">
        {rich("posts.options", { number: post.number, more: unseen })}
      </Link>{" "}
      <span data-likes={post.likeCount} className="contents">
        {post.likeCount > 0 && (
          <span className="post-tool likes">{t("posts.likes", { count: post.likeCount })}</span>
        )}
      </span>
    </footer>
  )
}

function RemovedPost({ post }: { post: PostView }): ReactElement {
  return (
    <article
      id={postAnchor(post.id)}
      data-post={post.id}
      data-number={post.number}
      data-at={post.createdAt}
      className="post-removed"
    >
      <h2 className="sr-only">{t("posts.number", { number: post.number })}</h2>
      <p>
        {post.removed === "by-staff" ? t("posts.removed-by-staff") : t("posts.removed-by-author")}
        {post.why && (
          <>
            {" "}
            <bdi>{post.why}</bdi>
          </>
        )}
      </p>
      <Link
        href={postOptionsPath(post.id)}
        rel="nofollow"
        className="link-quiet no-print ms-auto shrink-0 text-sm"
      >
        {rich("posts.options", { number: post.number, more: unseen })}
      </Link>
    </article>
  )
}
