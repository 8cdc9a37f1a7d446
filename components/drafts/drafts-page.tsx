import type { ReactElement } from "react"
import { ListTabs } from "#components/keeping/list-tabs.tsx"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import { Time } from "#components/ui/time.tsx"
import type { DraftRow, DraftsView } from "#lib/views/drafts.ts"
import { draftPath, draftsPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

type Actions = { discard: WritingAction; bringBack: WritingAction }

/** What a member has begun to write: each with the way on, and a way to throw it away and back. */
export function DraftsPage({ view, actions }: { view: DraftsView; actions: Actions }): ReactElement {
  const { rows, older, newer, isFirst, thrown } = view
  return (
    <div className="flex flex-col gap-4">
      <ListTabs current="drafts" />
      <h1 className="flex min-h-9 items-center">{t("drafts.title")}</h1>
      {thrown && (
        <Notice kind="success" live className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p>{t("drafts.discarded")}</p>
          <OptionForm action={actions.bringBack} hidden={thrown} label={t("drafts.back")} size="small" />
        </Notice>
      )}
      {rows.length === 0 && isFirst && !older ? (
        <EmptyState title={t("drafts.empty")}>{t("drafts.empty-hint")}</EmptyState>
      ) : (
        <ol aria-label={t("drafts.title")} className="divide-y divide-border border-y border-border">
          {rows.map((row) => (
            <DraftItem key={row.place} row={row} discard={actions.discard} />
          ))}
        </ol>
      )}
      {(!isFirst || older) && (
        <Pager label={t("drafts.pages")}>
          {!isFirst && <PagerLink href={draftsPath()}>{t("drafts.newest")}</PagerLink>}
          {newer && (
            <PagerLink href={draftsPath(newer)} rel="prev">
              {t("drafts.newer")}
            </PagerLink>
          )}
          {older && (
            <PagerLink href={draftsPath(older)} rel="next">
              {t("drafts.older")}
            </PagerLink>
          )}
        </Pager>
      )}
    </div>
  )
}

function DraftItem({ row, discard }: { row: DraftRow; discard: WritingAction }): ReactElement {
  const { place, mark, where, title, excerpt, updatedAt, href, refusal } = row
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-80">
        <Link href={href} className="topic-title">
          {title ?? where}
        </Link>
        {excerpt && <p className="max-w-(--measure) leading-snug text-muted">{excerpt}</p>}
        <p className="text-sm leading-6 text-muted">
          {title && `${where}, `}
          <Time at={updatedAt} precise />
          {refusal && (
            <>
              . {refusal}{" "}
              <Link href={draftPath(place)} aria-label={t("drafts.show-about", { where })}>
                {t("drafts.show")}
              </Link>
            </>
          )}
        </p>
      </div>
      <OptionForm
        action={discard}
        hidden={{ place, mark }}
        label={rich("drafts.discard-one", { where: title ?? where, more: unseen })}
        size="small"
      />
    </li>
  )
}
