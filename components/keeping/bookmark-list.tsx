import type { ReactElement } from "react"
import { CategoryName } from "#components/categories/category-name.tsx"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import type { BookmarkRow, BookmarksView } from "#lib/views/bookmarks.ts"
import { ownListPath, permanentPath, postOptionsPath, topicPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { OwnItemsPage } from "./own-items.tsx"

type Actions = { remove: WritingAction; bringBack: WritingAction }

/** A member's bookmarks: each with its note, and a way to take it away and back. */
export function BookmarksPage({ view, actions }: { view: BookmarksView; actions: Actions }): ReactElement {
  const { rows, older, newer, isFirst, removed } = view
  return (
    <OwnItemsPage
      current="bookmarks"
      title={t("keeping.list.bookmarks")}
      undo={
        removed === undefined
          ? undefined
          : {
              said: t("keeping.bookmark-removed"),
              label: t("keeping.undo"),
              action: actions.bringBack,
              hidden: { post: removed },
            }
      }
      empty={{ title: t("keeping.no-bookmarks"), hint: t("keeping.no-bookmarks-hint") }}
      pages={{
        label: t("keeping.bookmark-pages"),
        href: (cursor) => ownListPath("bookmarks", cursor),
        older,
        newer,
        isFirst,
      }}
    >
      {rows.map((row) => (
        <BookmarkItem key={row.post} row={row} remove={actions.remove} />
      ))}
    </OwnItemsPage>
  )
}

function BookmarkItem({ row, remove }: { row: BookmarkRow; remove: WritingAction }): ReactElement {
  const { post, topic, isFirst, author, excerpt, note, at } = row
  const href = isFirst ? topicPath(topic, { area: topic.area }) : permanentPath(post)
  const named = { title: topic.title, more: unseen }
  const about = {
    author,
    category: () => <CategoryName category={topic.category} className="ms-0.5" />,
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
