import type { ReactElement } from "react"
import { CategoryName } from "#components/categories/category-name.tsx"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import { Time } from "#components/ui/time.tsx"
import type { BookmarkRow, BookmarksView } from "#lib/views/bookmarks.ts"
import { ownListPath, permanentPath, postOptionsPath, topicPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { ListTabs } from "./list-tabs.tsx"

type Actions = { remove: WritingAction; bringBack: WritingAction }

/** A member's bookmarks: each with its note, and a way to take it away and back. */
export function BookmarksPage({ view, actions }: { view: BookmarksView; actions: Actions }): ReactElement {
  const { rows, older, newer, isFirst, removed } = view
  return (
    <div className="flex flex-col gap-4">
      <ListTabs current="bookmarks" />
      <h1 className="flex min-h-9 items-center">Bookmarks</h1>
      {removed && (
        <Notice kind="success" live className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p>The bookmark is removed.</p>
          <OptionForm action={actions.bringBack} hidden={{ post: removed }} label="Undo" size="small" />
        </Notice>
      )}
      {rows.length === 0 && isFirst && !older ? (
        <EmptyState title="No bookmarks yet">
          “Bookmark” is below each post; under “Options” you can add a note to yourself.
        </EmptyState>
      ) : (
        <ol aria-label="Bookmarks" className="divide-y divide-border border-y border-border">
          {rows.map((row) => (
            <BookmarkItem key={row.post} row={row} remove={actions.remove} />
          ))}
        </ol>
      )}
      {(!isFirst || older) && (
        <Pager label="Pages of bookmarks">
          {!isFirst && <PagerLink href={ownListPath("bookmarks")}>Newest</PagerLink>}
          {newer && (
            <PagerLink href={ownListPath("bookmarks", newer)} rel="prev">
              ‹ Newer
            </PagerLink>
          )}
          {older && (
            <PagerLink href={ownListPath("bookmarks", older)} rel="next">
              Older ›
            </PagerLink>
          )}
        </Pager>
      )}
    </div>
  )
}

function BookmarkItem({ row, remove }: { row: BookmarkRow; remove: WritingAction }): ReactElement {
  const { post, topic, isFirst, author, excerpt, note, at } = row
  const href = isFirst ? topicPath(topic, { area: topic.area }) : permanentPath(post)
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-80">
        <Link href={href} className="topic-title">
          {topic.title}
        </Link>
        {note && (
          <p className="my-1 max-w-(--measure) border-s-2 border-accent ps-2.5">
            <span className="sr-only">Your note: </span>
            {note}
          </p>
        )}
        <p className="max-w-(--measure) leading-snug text-muted">{excerpt}</p>
        <p className="text-sm leading-6 text-muted">
          {isFirst ? "Topic" : "Reply"} by {author} in <CategoryName category={topic.category} />, bookmarked{" "}
          <Time at={at} />
        </p>
      </div>
      <div className="flex items-center gap-4">
        <Link href={postOptionsPath(post)} className="text-sm">
          {note ? "Change the note" : "Add a note"}
          <span className="sr-only"> to the bookmark in {topic.title}</span>
        </Link>
        <OptionForm
          action={remove}
          hidden={{ post }}
          label="Remove"
          about={`the bookmark in ${topic.title}`}
          size="small"
        />
      </div>
    </li>
  )
}
