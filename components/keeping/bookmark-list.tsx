import type { ReactElement } from "react"
import { CategoryName } from "#components/categories/category-name.tsx"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import { Time } from "#components/ui/time.tsx"
import type { BookmarkRow, BookmarksView } from "#lib/views/bookmarks.ts"
import { ownListPath, permanentPath, postOptionsPath, topicPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { ListTabs } from "./list-tabs.tsx"

type Actions = { remove: WritingAction; bringBack: WritingAction }

/** A member's bookmarks: each with its note, and a way to take it away and back. */
export function BookmarksPage({ view, actions }: { view: BookmarksView; actions: Actions }): ReactElement {
  const { rows, older, newer, isFirst, removed } = view
  return (
    <div className="flex flex-col gap-4">
      <ListTabs current="bookmarks" />
      <h1 className="flex min-h-9 items-center">{t("keeping.list.bookmarks")}</h1>
      {removed && (
        <Notice kind="success" live className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p>{t("keeping.bookmark-removed")}</p>
          <OptionForm
            action={actions.bringBack}
            hidden={{ post: removed }}
            label={t("keeping.undo")}
            size="small"
          />
        </Notice>
      )}
      {rows.length === 0 && isFirst && !older ? (
        <EmptyState title={t("keeping.no-bookmarks")}>{t("keeping.no-bookmarks-hint")}</EmptyState>
      ) : (
        <ol
          aria-label={t("keeping.list.bookmarks")}
          className="divide-y divide-border border-y border-border"
        >
          {rows.map((row) => (
            <BookmarkItem key={row.post} row={row} remove={actions.remove} />
          ))}
        </ol>
      )}
      {(!isFirst || older) && (
        <Pager label={t("keeping.bookmark-pages")}>
          {!isFirst && <PagerLink href={ownListPath("bookmarks")}>{t("keeping.newest")}</PagerLink>}
          {newer && (
            <PagerLink href={ownListPath("bookmarks", newer)} rel="prev">
              {t("keeping.newer")}
            </PagerLink>
          )}
          {older && (
            <PagerLink href={ownListPath("bookmarks", older)} rel="next">
              {t("keeping.older")}
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
  const named = { title: topic.title, more: unseen }
  const about = {
    author,
    category: () => <CategoryName category={topic.category} />,
    time: () => <Time at={at} />,
  }
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-80">
        <Link href={href} className="topic-title">
          {topic.title}
        </Link>
        {note && (
          <p className="my-1 max-w-(--measure) border-s-2 border-accent ps-2.5">
            {rich("keeping.your-note", { note, more: unseen })}
          </p>
        )}
        <p className="max-w-(--measure) leading-snug text-muted">
          <bdi>{excerpt}</bdi>
        </p>
        <p className="text-sm leading-6 text-muted">
          {isFirst ? rich("keeping.bookmark-topic", about) : rich("keeping.bookmark-reply", about)}
        </p>
      </div>
      <div className="flex items-center gap-4">
        <Link href={postOptionsPath(post)} className="text-sm">
          {note ? rich("keeping.change-note", named) : rich("keeping.add-note", named)}
        </Link>
        <OptionForm action={remove} hidden={{ post }} label={rich("keeping.remove", named)} size="small" />
      </div>
    </li>
  )
}
