import type { ReactElement, ReactNode } from "react"
import { Closed } from "#components/composer/closed.tsx"
import { ContextPost } from "#components/composer/context-post.tsx"
import { ButtonLink } from "#components/ui/button.tsx"
import { Field } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Time } from "#components/ui/time.tsx"
import type { PostOptionsView } from "#lib/views/post.ts"
import {
  editPath,
  freshPath,
  historyPath,
  permanentPath,
  postOptionsPath,
  replyPath,
  reportPath,
  watchTopicPath,
} from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { Foldable } from "./foldable.tsx"
import { OptionForm } from "./option-form.client.tsx"
import { TopicOptions } from "./topic-options.tsx"

export type PostActions = Record<
  | "remove"
  | "restore"
  | "answer"
  | "like"
  | "lock"
  | "pin"
  | "retitle"
  | "move"
  | "merge"
  | "split"
  | "bookmark"
  | "unbookmark",
  WritingAction
>

/** Everything this viewer may do with one post, each with its words; also the way without a script. */
export function PostOptions({
  view,
  actions,
}: {
  view: PostOptionsView
  actions: PostActions
}): ReactElement {
  const { post, topic, isFirst, isAnswer, liked, can } = view
  const place = { post: post.id }
  const back = topic.removed ? undefined : freshPath(topic, post.id, topic.area)
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-5">
      <div>
        <p className="text-sm text-muted">{isFirst ? t("posts.first-of") : t("posts.in")}</p>
        <h1>
          {back ? (
            <Link href={back} className="link-quiet">
              {topic.title}
            </Link>
          ) : (
            topic.title
          )}
        </h1>
      </div>
      {post.removed && (
        <Removed {...post.removed} isFirst={isFirst}>
          {can.restore && (
            <OptionForm
              action={actions.restore}
              hidden={place}
              variant="primary"
              label={isFirst ? t("posts.restore-topic") : t("posts.restore-post")}
            />
          )}
        </Removed>
      )}
      <ContextPost post={post} />
      {!view.signedIn && <Closed signedIn={false} page={postOptionsPath(post.id)} />}
      <div className="flex flex-wrap items-start gap-2">
        {can.restore && !post.removed && (
          <OptionForm
            action={actions.restore}
            hidden={place}
            variant="primary"
            label={t("posts.restore-topic")}
          />
        )}
        {can.like && (
          <OptionForm
            action={actions.like}
            hidden={{ ...place, liked: String(!liked) }}
            label={
              liked
                ? t("posts.take-back-like", { count: post.likeCount })
                : t("posts.like-count", { count: post.likeCount })
            }
          />
        )}
        {can.answer && !can.answerOthers && (
          <OptionForm
            action={actions.answer}
            hidden={{ ...place, accepted: String(!isAnswer) }}
            label={isAnswer ? t("posts.not-the-answer") : t("posts.accept")}
          />
        )}
        {can.reply && (
          <>
            <ButtonLink href={replyPath(topic, post.id, topic.area)}>{t("posts.reply-plain")}</ButtonLink>
            <ButtonLink href={replyPath(topic, post.id, topic.area, { quote: true })}>
              {t("posts.reply-with-quote")}
            </ButtonLink>
          </>
        )}
        {can.edit && <ButtonLink href={editPath(post.id)}>{t("posts.edit")}</ButtonLink>}
        {can.history && <ButtonLink href={historyPath(post.id)}>{t("posts.history")}</ButtonLink>}
        {!topic.removed && <ButtonLink href={permanentPath(post.id)}>{t("posts.permanent")}</ButtonLink>}
        {can.report && <ButtonLink href={reportPath(post.id)}>{t("moderation.report")}</ButtonLink>}
      </div>
      {(can.bookmark || view.bookmark) && <BookmarkForms view={view} actions={actions} />}
      {isFirst && view.signedIn && !topic.removed && (
        <p>
          <Link href={watchTopicPath(topic.id)}>{t("posts.follow-topic")}</Link>
        </p>
      )}
      {view.keepsTopic && <p className="text-sm text-muted">{view.keepsTopic}</p>}
      {can.remove && (
        <Foldable title={isFirst ? t("posts.delete-topic") : t("posts.delete-post")}>
          <OptionForm action={actions.remove} hidden={place} variant="danger" label={t("posts.yes-delete")}>
            <p>{isFirst ? t("posts.delete-topic-text") : t("posts.delete-post-text")}</p>
            <Field
              name="why"
              label={t("posts.reason")}
              hint={view.whyIsTold ? t("moderation.why-is-told") : undefined}
              maxLength={300}
            />
          </OptionForm>
        </Foldable>
      )}
      {can.many && <h2 className="mt-3">{t("posts.staff-part")}</h2>}
      <TopicOptions view={view} actions={actions} />
      {view.moves.length > 0 && (
        <section aria-labelledby="moves" className="flex flex-col gap-2">
          <h2 id="moves">{t("posts.moves")}</h2>
          <ul className="flex list-disc flex-col gap-1 ps-5">
            {view.moves.map(({ title, href }) => (
              <li key={href}>
                <Link href={href}>{title}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function BookmarkForms({ view, actions }: { view: PostOptionsView; actions: PostActions }): ReactElement {
  const { post, bookmark, can } = view
  return (
    <Foldable
      title={bookmark ? t("posts.your-bookmark") : t("posts.bookmark")}
      open={bookmark?.note !== undefined}
    >
      <div className="flex flex-col gap-4">
        {can.bookmark && (
          <OptionForm
            action={actions.bookmark}
            hidden={{ post: post.id }}
            label={bookmark ? t("posts.save-note") : t("posts.bookmark-this")}
          >
            <Field
              name="note"
              label={t("posts.note")}
              hint={t("posts.note-hint")}
              maxLength={200}
              defaultValue={bookmark?.note}
              autoComplete="off"
            />
          </OptionForm>
        )}
        {bookmark && (
          <OptionForm
            action={actions.unbookmark}
            hidden={{ post: post.id }}
            label={t("posts.remove-bookmark")}
          />
        )}
      </div>
    </Foldable>
  )
}

function Removed({
  by,
  at,
  why,
  isFirst,
  children,
}: {
  by: string
  at: string
  why?: string
  isFirst: boolean
  /** The way back. */
  children: ReactNode
}): ReactElement {
  const about = { name: by, time: () => <Time at={at} precise /> }
  return (
    <Notice kind="warning" title={isFirst ? t("posts.topic-deleted") : t("posts.post-deleted")}>
      <p>{why ? rich("posts.deleted-by-why", { ...about, why }) : rich("posts.deleted-by", about)}</p>
      {children && <div className="mt-3">{children}</div>}
    </Notice>
  )
}
