import type { ReactElement } from "react"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Link } from "#components/ui/link.tsx"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import { Time } from "#components/ui/time.tsx"
import type { StaffLogView } from "#lib/views/staff-log.ts"
import { moderationPath, staffCasePath, staffLogFilePath, staffLogPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { happened } from "./case-log.tsx"
import { Quote } from "./case-page.tsx"
import { titleOf } from "./queue-page.tsx"

/** All that happened to cases. */
export function StaffLogPage({ view }: { view: StaffLogView }): ReactElement {
  const { of, rows, next, month, earlier, later } = view
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4">
      <div>
        <p className="text-sm">
          <Link href={moderationPath()}>{t("moderation.back")}</Link>
        </p>
        <h1>{headingOf(view)}</h1>
        <p className="text-muted">{t("moderation.staff-log-text")}</p>
      </div>
      {earlier && (
        <Pager label={t("moderation.log-months")}>
          <PagerLink href={staffLogPath(earlier)}>
            {t("moderation.log-earlier", { month: earlier.name })}
          </PagerLink>
          {later && (
            <PagerLink href={staffLogPath(later)}>
              {t("moderation.log-later", { month: later.name })}
            </PagerLink>
          )}
        </Pager>
      )}
      {rows.length === 0 ? (
        <EmptyState title={t("moderation.log-empty")}>{t("moderation.log-empty-text")}</EmptyState>
      ) : (
        <ol aria-label={t("moderation.staff-log")} className="divide-y divide-border border-y border-border">
          {rows.map((row) => (
            <li key={row.key} className="flex flex-col gap-1 py-3">
              <p>
                {happened({ ...row, by: staffLogPath({ by: row.name }) })}{" "}
                <span className="text-sm text-muted">
                  <Time at={row.at} precise />
                </span>
              </p>
              <p className="text-sm">
                {row.case.hasNoPage ? (
                  <bdi>{row.case.title}</bdi>
                ) : (
                  <Link href={staffCasePath(row.case.id)}>
                    <bdi>{titleOf(row.case)}</bdi>
                  </Link>
                )}
              </p>
              {row.words && <Quote words={row.words} />}
            </li>
          ))}
        </ol>
      )}
      {month && rows.length > 0 && (
        <p className="text-sm">
          {rich("moderation.log-export", {
            csv: (words) => <a href={staffLogFilePath(month.month, "csv")}>{words}</a>,
            json: (words) => <a href={staffLogFilePath(month.month, "ndjson")}>{words}</a>,
          })}
        </p>
      )}
      {next && (
        <Pager label={t("moderation.log-pages")}>
          <PagerLink href={staffLogPath(of, next)} rel="next">
            {t("moderation.log-more")}
          </PagerLink>
        </Pager>
      )}
    </div>
  )
}

function headingOf({ of, month }: StaffLogView): string {
  if ("by" in of) return t("moderation.staff-log-by", { name: of.by })
  return month ? t("moderation.log-of", { month: month.name }) : t("moderation.staff-log-type")
}
