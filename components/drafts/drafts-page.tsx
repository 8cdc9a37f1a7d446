import type { ReactElement } from "react"
import { Waiting } from "#components/composer/waiting.tsx"
import { OwnItemsPage } from "#components/keeping/own-items.tsx"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import type { DraftRow, DraftsView } from "#lib/views/drafts.ts"
import { draftPath, draftsPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

type Actions = { discard: WritingAction; bringBack: WritingAction }

/** What a member has begun to write: each with the way on, and a way to throw it away and back. */
export function DraftsPage({ view, actions }: { view: DraftsView; actions: Actions }): ReactElement {
  const { waiting, rows, older, newer, isFirst, thrown } = view
  return (
    <OwnItemsPage
      current="drafts"
      before={<Waiting texts={waiting} />}
      title={t("drafts.title")}
      undo={
        thrown && {
          said: t("drafts.discarded"),
          label: t("drafts.back"),
          action: actions.bringBack,
          hidden: thrown,
        }
      }
      empty={{ title: t("drafts.empty"), hint: t("drafts.empty-hint") }}
      pages={{ label: t("drafts.pages"), href: draftsPath, older, newer, isFirst }}
    >
      {rows.map((row) => (
        <DraftItem key={row.place} row={row} discard={actions.discard} />
      ))}
    </OwnItemsPage>
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
