import type { ReactElement } from "react"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Link } from "#components/ui/link.tsx"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import { Time } from "#components/ui/time.tsx"
import type { PublicLogRow, PublicLogView } from "#lib/views/public-log.ts"
import { memberPath, publicLogPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** What the moderators did, for everybody. */
export function PublicLog({ view }: { view: PublicLogView }): ReactElement {
  const { rows, month, earlier, later, next } = view
  return (
    <div className="flex w-full max-w-3xl flex-col gap-4">
      <div>
        <h1>{t("moderation.public-log-of", { month: month.name })}</h1>
        <p className="text-muted">{t("moderation.public-log-text")}</p>
      </div>
      {(earlier || later) && (
        <Pager label={t("moderation.log-months")}>
          {earlier && (
            <PagerLink href={publicLogPath(earlier.month)}>
              {t("moderation.log-earlier", { month: earlier.name })}
            </PagerLink>
          )}
          {later && (
            <PagerLink href={publicLogPath(later.month)}>
              {t("moderation.log-later", { month: later.name })}
            </PagerLink>
          )}
        </Pager>
      )}
      {rows.length === 0 ? (
        <EmptyState title={next ? t("moderation.public-log-none-here") : t("moderation.public-log-empty")} />
      ) : (
        <ol aria-label={t("moderation.public-log")} className="divide-y divide-border border-y border-border">
          {rows.map((row) => (
            <li key={row.key} className="py-3">
              <p>{toldOf(row)}</p>
              <p className="flex flex-wrap gap-x-3 text-sm text-muted">
                <Time at={row.at} precise />
                <span>{t("moderation.public-in", { category: row.category })}</span>
              </p>
            </li>
          ))}
        </ol>
      )}
      {next && (
        <Pager label={t("moderation.log-pages")}>
          <PagerLink href={publicLogPath(month.month, next)} rel="next">
            {t("moderation.log-more")}
          </PagerLink>
        </Pager>
      )}
    </div>
  )
}

function toldOf({ act, kind, name, topic }: PublicLogRow): ReactElement {
  return rich(`moderation.public.${act}`, {
    kind: kind === "topic" ? "topic" : "other",
    who: () => (
      <Link href={memberPath(name)} className="link-quiet font-semibold">
        {name}
      </Link>
    ),
    what: () =>
      topic ? (
        <Link href={topic.href} rel="nofollow">
          <bdi>{topic.title}</bdi>
        </Link>
      ) : (
        <span>{t("moderation.public-what")}</span>
      ),
  })
}
