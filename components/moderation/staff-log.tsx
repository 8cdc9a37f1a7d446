import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Field, Select } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import type { StaffLogView } from "#lib/views/staff-log.ts"
import { staffCasePath, staffLogFilePath, staffLogPath } from "#lib/web/staff-paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { Happened, happened } from "./case-log.tsx"
import { Quote } from "./case-page.tsx"
import { titleOf } from "./queue-page.tsx"
import { StaffPage } from "./staff-page.tsx"

/** All that happened to cases. */
export function StaffLogPage({ view }: { view: StaffLogView }): ReactElement {
  const { of, rows, next, month, earlier, later, isNobody } = view
  return (
    <StaffPage title={headingOf(view)} under={<p className="text-muted">{t("moderation.staff-log-text")}</p>}>
      <LogFilter view={view} />
      {earlier && (
        <Pager label={t("moderation.log-months")}>
          <PagerLink href={staffLogPath({ ...of, month: earlier.month })}>
            {t("moderation.log-earlier", { month: earlier.name })}
          </PagerLink>
          {later && (
            <PagerLink href={staffLogPath({ ...of, month: later.month })}>
              {t("moderation.log-later", { month: later.name })}
            </PagerLink>
          )}
        </Pager>
      )}
      {rows.length === 0 ? (
        <EmptyState title={next ? t("moderation.log-none-here") : t("moderation.log-empty")}>
          {isNobody ? t("refusals.member-missing") : t("moderation.log-empty-text")}
        </EmptyState>
      ) : (
        <ol aria-label={t("moderation.staff-log")} className="divide-y divide-border border-y border-border">
          {rows.map((row) => (
            <li key={row.key} className="flex flex-col gap-1 py-3">
              <Happened at={row.at}>
                {happened({ ...row, by: staffLogPath({ ...of, by: row.name }) })}
              </Happened>
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
      {view.hasFile && month && rows.length > 0 && (
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
    </StaffPage>
  )
}

/** What is asked for, all of it together; it works without a script. */
function LogFilter({ view: { of, types, categories } }: { view: StaffLogView }): ReactElement {
  return (
    <form
      method="get"
      action={staffLogPath()}
      aria-label={t("moderation.log-filter")}
      className="grid grid-cols-2 items-end gap-3 md:grid-cols-[repeat(4,minmax(0,1fr))_auto]"
    >
      <Field name="by" label={t("moderation.log-by")} defaultValue={of.by} autoComplete="off" />
      <Select name="type" label={t("moderation.log-type")} defaultValue={of.type ?? ""}>
        <option value="">{t("moderation.log-any")}</option>
        {types
          .map((type) => ({ type, name: t(`moderation.kind.${type}`) }))
          .sort((a, b) => a.name.localeCompare(b.name))
          .map(({ type, name }) => (
            <option key={type} value={type}>
              {name}
            </option>
          ))}
      </Select>
      <Select name="category" label={t("moderation.log-category")} defaultValue={of.category ?? ""}>
        <option value="">{t("moderation.log-any")}</option>
        {categories.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Field
        type="month"
        name="month"
        label={t("moderation.log-month")}
        defaultValue={of.month}
        placeholder="2026-11"
        pattern="[0-9]{4}-[0-9]{2}"
      />
      <div>
        <Button type="submit">{t("moderation.log-show")}</Button>
      </div>
    </form>
  )
}

function headingOf({ of: { by, type }, month }: StaffLogView): string {
  if (by) return t("moderation.staff-log-by", { name: by })
  if (type) return t("moderation.staff-log-type")
  return month ? t("moderation.log-of", { month: month.name }) : t("moderation.staff-log")
}
