import type { ReactElement } from "react"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { TopicList } from "#components/topics/topic-list.tsx"
import { Label } from "#components/topics/topic-state.tsx"
import { counted } from "#components/ui/counted.ts"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Link } from "#components/ui/link.tsx"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import type { Cursor } from "#lib/base/page.ts"
import type { OwnListView, OwnPage, OwnRow } from "#lib/views/own-lists.ts"
import { continuePath, ownListPath, unreadInCategoriesPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { LEVEL_MARKS } from "./levels.ts"
import { ListTabs } from "./list-tabs.tsx"

const WORDS: Record<OwnListView["list"], { title: string; empty: string; hint: string }> = {
  unread: {
    title: "Unread",
    empty: "Nothing unread",
    hint: "New replies in topics that you watch or track are listed here.",
  },
  new: {
    title: "New topics",
    empty: "No new topics",
    hint: "Topics of the last two weeks that you have not opened are listed here.",
  },
  mine: {
    title: "Your topics",
    empty: "You have not written anything yet",
    hint: "Topics that you start or reply in are listed here.",
  },
  watched: {
    title: "Watched and bookmarked",
    empty: "You follow no topic yet",
    hint: "Topics that you watch, track or bookmark are listed here, those you were last in first.",
  },
}

/** One of a member's own lists of topics, under the ways to the others. */
export function OwnListPage({ view, readAll }: { view: OwnListView; readAll: WritingAction }): ReactElement {
  const { list, rows, inCategories, isFirst, asOf } = view
  const { title, empty, hint } = WORDS[list]
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
            label="Mark all as read"
            size="small"
          />
        )}
      </div>
      {nothing && isFirst && !view.older && <EmptyState title={empty}>{hint}</EmptyState>}
      <OwnRows page={view} label={title} href={(cursor) => ownListPath(list, cursor)} />
      {inCategories && inCategories.rows.length > 0 && (
        <section aria-labelledby="in-categories" className="flex flex-col gap-3">
          <h2 id="in-categories">In categories that you follow</h2>
          <OwnRows page={inCategories} label="In categories that you follow" href={unreadInCategoriesPath} />
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
      {rows.length > 0 && (
        <TopicList topics={rows} label={label} empty="" noteOf={(row) => <Standing row={row} />} />
      )}
      {rows.length === 0 && !(isFirst && !older) && (
        <p className="text-muted">
          {older ? "Nothing among these; there may be more behind them." : "Nothing more."}
        </p>
      )}
      {(!isFirst || older) && (
        <Pager label={`Pages of: ${label}`}>
          {!isFirst && <PagerLink href={href()}>To the start</PagerLink>}
          {newer && (
            <PagerLink href={href(newer)} rel="prev">
              ‹ Before
            </PagerLink>
          )}
          {older && (
            <PagerLink href={href(older)} rel="next">
              More ›
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
            {newPosts ? counted(newPosts, "new reply", "new replies") : "New replies"}
          </Link>{" "}
        </>
      )}
      {unread && !lastRead && <span className="text-sm text-muted">not opened yet </span>}
      {LEVEL_MARKS[level] && <Label>{LEVEL_MARKS[level]}</Label>} {bookmarked && <Label>Bookmarked</Label>}
    </>
  )
}
