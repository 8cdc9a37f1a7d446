import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Link } from "#components/ui/link.tsx"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import { Time } from "#components/ui/time.tsx"
import type { OwnCaseRow } from "#lib/views/own-cases.ts"
import { casePath, messagePath, ownCasesPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** What a member has told staff: the ways to what became of it. */
export function OwnCases({ rows, next }: { rows: OwnCaseRow[]; next?: string }): ReactElement {
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4">
      <div>
        <h1>{t("moderation.own-cases")}</h1>
        <p className="text-muted">{t("moderation.own-cases-text")}</p>
      </div>
      <p>
        <ButtonLink href={messagePath()} data-compose="">
          {t("shell.contact")}
        </ButtonLink>
      </p>
      {rows.length === 0 ? (
        <EmptyState title={t("moderation.own-cases-empty")} />
      ) : (
        <ul aria-label={t("moderation.own-cases")} className="divide-y divide-border border-y border-border">
          {rows.map((row) => (
            <li key={row.id} className="flex flex-wrap items-baseline gap-x-3 py-3">
              <Link href={casePath(row.id)} className="min-w-0 flex-1 basis-52">
                <bdi>{saying(row)}</bdi>
              </Link>
              <span className="text-sm text-muted">
                <Time at={row.at} precise />
              </span>
            </li>
          ))}
        </ul>
      )}
      {next && (
        <Pager label={t("moderation.pages")}>
          <PagerLink href={ownCasesPath(next)} rel="next">
            {t("moderation.log-more")}
          </PagerLink>
        </Pager>
      )}
    </div>
  )
}

function saying(row: OwnCaseRow): string {
  if (row.type === "reported") {
    const reason = t(`moderation.short.${row.reason}`)
    const { kind, what } = row
    if (!what) return t("moderation.own.reported", { reason })
    if (kind === "member") return t("moderation.own.reported-member", { what, reason })
    return kind === "topic"
      ? t("moderation.own.reported-topic", { what, reason })
      : t("moderation.own.reported-post", { what, reason })
  }
  if (row.type === "held") return t("moderation.own.held", { title: row.title })
  return row.type === "wrote" ? t("moderation.own.wrote", { title: row.title }) : t("moderation.own.appealed")
}
