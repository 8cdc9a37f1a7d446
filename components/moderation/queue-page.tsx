import type { ReactElement } from "react"
import { Label } from "#components/topics/topic-state.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Link } from "#components/ui/link.tsx"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import { Tabs } from "#components/ui/tabs.tsx"
import { Time } from "#components/ui/time.tsx"
import type { CaseRow } from "#lib/views/case-rows.ts"
import type { QueueView } from "#lib/views/moderation.ts"
import { moderationPath, staffCasePath, staffLogPath, sweepPath } from "#lib/web/staff-paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** What waits for staff, the oldest first. */
export function QueuePage({ view }: { view: QueueView }): ReactElement {
  const { queue, queues, rows, next, isFirst } = view
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h1>{t("moderation.title")}</h1>
        <p className="flex flex-wrap gap-x-5 text-sm">
          {view.maySweep && <Link href={sweepPath()}>{t("moderation.sweep-title")}</Link>}
          <Link href={staffLogPath()}>{t("moderation.staff-log")}</Link>
        </p>
      </div>
      <Tabs
        label={t("moderation.queues")}
        tabs={queues.map((one) => ({
          href: moderationPath(one),
          label: t(`moderation.queue.${one}`),
          current: one === queue,
        }))}
        ruled
      />
      {rows.length === 0 ? (
        <EmptyState title={isFirst ? t("moderation.empty") : t("moderation.empty-more")}>
          {t("moderation.empty-text")}
        </EmptyState>
      ) : (
        <CaseList label={t("moderation.queue")} rows={rows} />
      )}
      {(!isFirst || next) && (
        <Pager label={t("moderation.pages")}>
          {!isFirst && <PagerLink href={moderationPath(queue)}>{t("moderation.start")}</PagerLink>}
          {next && (
            <PagerLink href={moderationPath(queue, next)} rel="next">
              {t("moderation.more")}
            </PagerLink>
          )}
        </Pager>
      )}
    </div>
  )
}

/** Cases, each with what it is about, why, and who is on it. */
export function CaseList({ label, rows }: { label: string; rows: CaseRow[] }): ReactElement {
  return (
    <ul aria-label={label} className="divide-y divide-border border-b border-border">
      {rows.map((row) => (
        <li key={row.id} className="flex flex-col gap-1 py-3">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <Link href={staffCasePath(row.id)} data-case className="min-w-0 font-semibold">
              <bdi>{titleOf(row)}</bdi>
            </Link>
            {row.outcome ? (
              <Label>{t(`moderation.outcome.${row.outcome}`)}</Label>
            ) : (
              row.queue === "appeal" && <Label>{t("moderation.row.appeal")}</Label>
            )}
          </p>
          {row.excerpt && (
            <p dir="auto" className="notification-excerpt">
              {row.excerpt}
            </p>
          )}
          <p className="flex flex-wrap gap-x-3 text-sm text-muted">
            {(row.title || row.queue === "newcomer") && <span>{kindOf(row)}</span>}
            {row.reports > 0 && (
              <span>
                {t("moderation.row.reports", { count: row.reports })}:{" "}
                {row.reasons.map((reason) => t(`moderation.short.${reason}`)).join(", ")}
              </span>
            )}
            {row.watched.length > 0 && (
              <span>{t("moderation.row.watched", { words: row.watched.join(", ") })}</span>
            )}
            <span>{rich("moderation.since", { time: () => <Time at={row.openedAt} precise /> })}</span>
            {row.claimedBy && <Claimed by={row.claimedBy} />}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** What a case is called: its topic, how a message begins, or whom it is about. */
export function titleOf({ kind, title, name }: Pick<CaseRow, "kind" | "title" | "name">): string {
  return title || t(`moderation.row.${kind}`, { name })
}

/** What kind of thing it is, and whose. */
export function kindOf({ kind, queue, name }: Pick<CaseRow, "kind" | "queue" | "name">): string {
  return queue === "newcomer" ? t("moderation.row.newcomer") : t(`moderation.row.${kind}`, { name })
}

export function Claimed({ by }: { by: NonNullable<CaseRow["claimedBy"]> }): ReactElement {
  return (
    <b className="font-semibold text-text">
      {by.isYou ? t("moderation.claimed-by-you") : t("moderation.claimed-by", { name: by.name })}
    </b>
  )
}
