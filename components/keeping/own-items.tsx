import type { ReactElement, ReactNode } from "react"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { ListPager } from "#components/topics/list-pager.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { Cursor } from "#lib/base/page.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { ListTabs } from "./list-tabs.tsx"

/** A member's own things, which they take away one by one and bring back: drafts, bookmarks. */
export function OwnItemsPage({
  current,
  title,
  undo,
  empty,
  pages,
  before,
  children,
}: {
  current: "drafts" | "bookmarks"
  title: string
  /** One that was just taken away, as it is said, with the way back. */
  undo?: { said: string; label: string; action: WritingAction; hidden: Record<string, string> }
  empty: { title: string; hint: string }
  pages: {
    label: string
    href: (cursor?: Cursor) => string
    older?: Cursor
    newer?: Cursor
    isFirst: boolean
  }
  /** What stands above them. */
  before?: ReactNode
  children: ReactNode[]
}): ReactElement {
  return (
    <div className="flex flex-col gap-4">
      <ListTabs current={current} />
      <h1 className="flex min-h-9 items-center">{title}</h1>
      {undo && (
        <Notice kind="success" live className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p>{undo.said}</p>
          <OptionForm action={undo.action} hidden={undo.hidden} label={undo.label} size="small" />
        </Notice>
      )}
      {before}
      {children.length === 0 && pages.isFirst && !pages.older ? (
        <EmptyState title={empty.title}>{empty.hint}</EmptyState>
      ) : (
        <ol aria-label={title} className="divide-y divide-border border-y border-border">
          {children}
        </ol>
      )}
      <ListPager {...pages} />
    </div>
  )
}
