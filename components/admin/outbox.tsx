import type { ReactElement } from "react"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Time } from "#components/ui/time.tsx"
import type { MailRow, OutboxView } from "#lib/views/outbox.ts"
import { memberPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** Mail that was given up, and mail that waits. What it says is nobody's business here. */
export function Outbox({
  view,
  action,
  again,
}: {
  view: OutboxView
  action: WritingAction
  /** Whether one was just asked to be sent again. */
  again: boolean
}): ReactElement {
  const { failed, waiting, isMoreFailed, isMoreWaiting } = view
  return (
    <>
      {again && (
        <Notice kind="success" first>
          {t("admin.mail-again")}
        </Notice>
      )}
      <section aria-labelledby="failed" className="flex flex-col gap-3">
        <h2 id="failed">{t("admin.mail-failed")}</h2>
        {failed.length === 0 ? (
          <EmptyState title={t("admin.mail-failed-none")} />
        ) : (
          <MailList label={t("admin.mail-failed")} rows={failed} action={action} isMore={isMoreFailed} />
        )}
      </section>
      <section aria-labelledby="waiting" className="flex flex-col gap-3">
        <h2 id="waiting">{t("admin.mail-waiting")}</h2>
        {waiting.length === 0 ? (
          <EmptyState title={t("admin.mail-waiting-none")} />
        ) : (
          <MailList
            label={t("admin.mail-waiting")}
            rows={waiting}
            action={action}
            isMore={isMoreWaiting}
            isWaiting
          />
        )}
      </section>
    </>
  )
}

function MailList({
  label,
  rows,
  action,
  isMore,
  isWaiting = false,
}: {
  label: string
  rows: MailRow[]
  action: WritingAction
  isMore: boolean
  isWaiting?: boolean
}): ReactElement {
  return (
    <>
      <ul aria-label={label} className="divide-y divide-border border-y border-border">
        {rows.map((row) => (
          <li key={row.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
            <div className="flex min-w-0 flex-1 basis-64 flex-col gap-1">
              <p>
                {rich("admin.mail-to", {
                  what: t(`admin.mail-kind.${row.kind}`),
                  who: () =>
                    row.name ? <Link href={memberPath(row.name)}>{row.name}</Link> : t("admin.mail-nobody"),
                })}
              </p>
              {row.reason && <p className="break-words text-danger">{row.reason}</p>}
              <p className="flex flex-wrap gap-x-3 text-sm text-muted">
                <span>{rich("admin.mail-since", { time: () => <Time at={row.createdAt} precise /> })}</span>
                {isWaiting && (
                  <span>{rich("admin.mail-due", { time: () => <Time at={row.dueAt} precise /> })}</span>
                )}
                <span>{t("admin.tried", { count: row.tries })}</span>
              </p>
            </div>
            <OptionForm
              action={action}
              hidden={{ user: row.user, mail: row.id }}
              label={
                isWaiting
                  ? rich("admin.mail-now", { name: row.name ?? t("admin.mail-nobody"), more: unseen })
                  : rich("admin.mail-resend", { name: row.name ?? t("admin.mail-nobody"), more: unseen })
              }
              size="small"
            />
          </li>
        ))}
      </ul>
      {isMore && <p className="text-sm text-muted">{t("admin.mail-more", { count: rows.length })}</p>}
    </>
  )
}
