import type { ReactElement } from "react"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { TopicList } from "#components/topics/topic-list.tsx"
import { Label } from "#components/topics/topic-state.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Link } from "#components/ui/link.tsx"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import type { Cursor } from "#lib/base/page.ts"
import type { OwnListView, OwnPage, OwnRow } from "#lib/views/own-lists.ts"
import { continuePath, ownListPath, unreadInCategoriesPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { levelMark } from "./levels.ts"
import { ListTabs } from "./list-tabs.tsx"

/** One of a member's own lists of topics, under the ways to the others. */
export function OwnListPage({ view, readAll }: { view: OwnListView; readAll: WritingAction }): ReactElement {
  const { list, rows, inCategories, isFirst, asOf } = view
  const title = t(`keeping.${list}.title`)
  const nothing = rows.length === 0 && (inCategories?.rows.length ?? 0) === 0
  return (
    <div className="flex flex-col gap-4">
      <ListTabs current={list} />
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1>{title}</h1>
        {(list === "unread" || list === "new") && isFirst && !nothing && (
          <OptionForm
            action={readAll}
            hidden={{ through: asOf, page: ownListPath(list) }}
            label={t("keeping.mark-all")}
            size="small"
          />
        )}
      </div>
      {nothing && isFirst && !view.older && (
        <EmptyState title={t(`keeping.${list}.empty`)}>{t(`keeping.${list}.hint`)}</EmptyState>
      )}
      <OwnRows page={view} label={title} href={(cursor) => ownListPath(list, cursor)} />
      {inCategories && inCategories.rows.length > 0 && (
        <section aria-labelledby="in-categories" className="flex flex-col gap-3">
          <h2 id="in-categories">{t("keeping.in-categories")}</h2>
          <OwnRows page={inCategories} label={t("keeping.in-categories")} href={unreadInCategoriesPath} />
        </section>
      )}
    </div>
  )
}

/** Rows with what they are to the member, and the way on. */
export function OwnRows({
  page,
  label,
  href,
}: {
  page: OwnPage
  label: string
  href: (cursor?: Cursor) => string
}): ReactElement {
  const { rows, older, newer, isFirst } = page
  return (
    <>
      {rows.length > 0 && <TopicList topics={rows} label={label} noteOf={(row) => <Standing row={row} />} />}
      {rows.length === 0 && !(isFirst && !older) && (
        <p className="text-muted">{older ? t("keeping.nothing-among") : t("keeping.nothing-more")}</p>
      )}
      {(!isFirst || older) && (
        <Pager label={t("keeping.pages-of", { list: label })}>
          {!isFirst && <PagerLink href={href()}>{t("keeping.to-start")}</PagerLink>}
          {newer && (
            <PagerLink href={href(newer)} rel="prev">
              {t("keeping.before")}
            </PagerLink>
          )}
          {older && (
            <PagerLink href={href(older)} rel="next">
              {t("keeping.more")}
            </PagerLink>
          )}
        </Pager>
      )}
    </>
  )
}

/** What is new in the topic, with the way there; why it is on the list. */
function Standing({ row }: { row: OwnRow }): ReactElement {
  const { unread, lastRead, newPosts, level, bookmarked } = row
  return (
    <>
      {unread && lastRead && (
        <>
          <Link href={continuePath(lastRead)} rel="nofollow" className="new-posts">
            {t("keeping.new-replies", { count: newPosts ?? 0 })}
          </Link>{" "}
        </>
      )}
      {unread && !lastRead && (
        <span className="text-sm whitespace-nowrap text-muted">{t("keeping.not-opened")}</span>
      )}
      {level !== "normal" && <Label>{levelMark(level)}</Label>}{" "}
      {bookmarked && <Label>{t("keeping.bookmarked")}</Label>}
    </>
  )
}
