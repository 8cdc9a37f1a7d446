import type { ReactElement, ReactNode } from "react"
import { Closed } from "#components/composer/closed.tsx"
import { ContextPost } from "#components/composer/context-post.tsx"
import { ButtonLink } from "#components/ui/button.tsx"
import { Field, Select } from "#components/ui/field.tsx"
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
  watchTopicPath,
} from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { FoldedForm } from "./folded-form.client.tsx"
import { OptionForm } from "./option-form.client.tsx"

export type PostActions = Record<
  "remove" | "restore" | "answer" | "like" | "lock" | "move" | "merge" | "split" | "bookmark" | "unbookmark",
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
        <p className="text-sm text-muted">{isFirst ? "The first post of" : "A post in"}</p>
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
              label={isFirst ? "Restore the topic" : "Restore the post"}
            />
          )}
        </Removed>
      )}
      <ContextPost post={post} />
      {!view.signedIn && <Closed signedIn={false} page={postOptionsPath(post.id)} />}
      <div className="flex flex-wrap items-start gap-2">
        {can.restore && !post.removed && (
          <OptionForm action={actions.restore} hidden={place} variant="primary" label="Restore the topic" />
        )}
        {can.like && (
          <OptionForm
            action={actions.like}
            hidden={{ ...place, liked: String(!liked) }}
            label={`${liked ? "Take back my like" : "Like"} (${post.likeCount})`}
          />
        )}
        {can.answer && (
          <OptionForm
            action={actions.answer}
            hidden={{ ...place, accepted: String(!isAnswer) }}
            label={isAnswer ? "Not the answer after all" : "Accept as the answer"}
          />
        )}
        {can.reply && (
          <>
            <ButtonLink href={replyPath(topic, post.id, topic.area)}>Reply</ButtonLink>
            <ButtonLink href={replyPath(topic, post.id, topic.area, { quote: true })}>
              Reply with quote
            </ButtonLink>
          </>
        )}
        {can.edit && <ButtonLink href={editPath(post.id)}>Edit</ButtonLink>}
        {can.history && <ButtonLink href={historyPath(post.id)}>Source and history</ButtonLink>}
        {!topic.removed && <ButtonLink href={permanentPath(post.id)}>Permanent link</ButtonLink>}
      </div>
      {(can.bookmark || view.bookmark) && <BookmarkForms view={view} actions={actions} />}
      {isFirst && view.signedIn && !topic.removed && (
        <p>
          <Link href={watchTopicPath(topic.id)}>Choose how closely to follow the topic</Link>
        </p>
      )}
      {view.keepsTopic && <p className="text-sm text-muted">{view.keepsTopic}</p>}
      {can.remove && (
        <Foldable title={isFirst ? "Delete the topic" : "Delete the post"}>
          <OptionForm action={actions.remove} hidden={place} variant="danger" label="Yes, delete it">
            <p>
              {isFirst ? "The topic leaves all lists." : "A note stays in its place."} It can be restored from
              this page.
            </p>
            <Field name="why" label="Reason (if any)" maxLength={300} />
          </OptionForm>
        </Foldable>
      )}
      {can.lock && (
        <Foldable title={topic.locked ? "Open the topic again" : "Close the topic"}>
          <OptionForm
            action={actions.lock}
            hidden={{ topic: topic.id, locked: String(!topic.locked) }}
            label={topic.locked ? "Open it to replies" : "Close it to replies"}
          />
        </Foldable>
      )}
      {can.move && (
        <Foldable title="Move the topic">
          <OptionForm action={actions.move} hidden={{ topic: topic.id }} label="Move it">
            <Select name="category" label="Category" defaultValue={topic.category}>
              {view.categories.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </OptionForm>
        </Foldable>
      )}
      {can.merge && (
        <FoldedForm
          title="Merge with another topic"
          action={actions.merge}
          hidden={{ topic: topic.id }}
          label="Merge them"
          fields={[
            {
              kind: "text",
              name: "other",
              label: "Address of the other topic",
              hint: "Copy it from the address bar of that topic.",
            },
          ]}
        >
          <p>
            The posts of the topic that began later go into the one that began first, each to its place in
            time. Its address leads there, posts keep theirs. It can be undone for two weeks.
          </p>
        </FoldedForm>
      )}
      {can.split && (
        <FoldedForm
          title="Split the topic here"
          action={actions.split}
          hidden={place}
          label="Split the topic"
          fields={[
            {
              kind: "choice",
              name: "which",
              label: "Which posts go",
              options: [
                ["following", "This one and all that follow"],
                ["alone", "This one alone"],
              ],
            },
            { kind: "text", name: "title", label: "Title of the new topic" },
            {
              kind: "select",
              name: "category",
              label: "Category",
              value: topic.category,
              options: view.categories.map(({ id, name }) => [id, name]),
            },
          ]}
        >
          <p>
            The posts go into a topic of their own and keep their addresses. It can be undone for two weeks.
          </p>
        </FoldedForm>
      )}
      {view.moves.length > 0 && (
        <section aria-labelledby="moves" className="flex flex-col gap-2">
          <h2 id="moves">Lately merged and split</h2>
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
    <Foldable title={bookmark ? "Your bookmark" : "Bookmark"} open={bookmark?.note !== undefined}>
      <div className="flex flex-col gap-4">
        {can.bookmark && (
          <OptionForm
            action={actions.bookmark}
            hidden={{ post: post.id }}
            label={bookmark ? "Save the note" : "Bookmark this post"}
          >
            <Field
              name="note"
              label="A note to yourself (if any)"
              hint="Only you see it, on your list of bookmarks."
              maxLength={200}
              defaultValue={bookmark?.note}
              autoComplete="off"
            />
          </OptionForm>
        )}
        {bookmark && (
          <OptionForm action={actions.unbookmark} hidden={{ post: post.id }} label="Remove the bookmark" />
        )}
      </div>
    </Foldable>
  )
}

/** Asks before it does: the button lies behind a first one, on the same page and without a script. */
function Foldable({
  title,
  open = false,
  children,
}: {
  title: string
  open?: boolean
  children: ReactNode
}): ReactElement {
  return (
    <details open={open} className="rounded-md border border-border px-4 py-3">
      <summary className="font-semibold">{title}</summary>
      <div className="mt-3">{children}</div>
    </details>
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
  return (
    <Notice kind="warning" title={isFirst ? "This topic is deleted" : "This post is deleted"}>
      <p>
        By {by} on <Time at={at} precise />
        {why ? `: ${why}` : "."}
      </p>
      {children && <div className="mt-3">{children}</div>}
    </Notice>
  )
}
