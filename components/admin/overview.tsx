import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Tabs } from "#components/ui/tabs.tsx"
import type { Chart as ChartOf, OverviewView } from "#lib/views/overview.ts"
import { adminPath, OVERVIEW_SPANS, overviewPath } from "#lib/web/admin-paths.ts"
import { date, figure, t } from "#lib/words/t.ts"
import { Chart } from "./chart.tsx"
import { waiting } from "./durations.ts"

/** In minutes, as which the time to decision comes. */
const AN_HOUR = 60

/** What happens in the forum, one chart a figure. */
export function Overview({ view }: { view: OverviewView }): ReactElement {
  const { span, category, charts, isEmpty } = view
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <Tabs
          label={t("admin.spans")}
          tabs={OVERVIEW_SPANS.map((one) => ({
            href: overviewPath(one, category),
            label: t(`admin.span.${one}`),
            current: one === span,
          }))}
        />
        <CategoryChoice view={view} />
      </div>
      {isEmpty ? (
        <EmptyState title={t("admin.empty")}>{t("admin.empty-text")}</EmptyState>
      ) : (
        <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
          {charts.map((chart) => (
            <OneChart key={chart.key} chart={chart} view={view} />
          ))}
        </div>
      )}
    </>
  )
}

function CategoryChoice({ view: { span, category, categories } }: { view: OverviewView }): ReactElement {
  return (
    <form action={adminPath()} className="flex items-center gap-2">
      {span !== OVERVIEW_SPANS[0] && <input type="hidden" name="span" value={span} />}
      <label htmlFor="category" className="sr-only">
        {t("admin.category")}
      </label>
      <select
        id="category"
        name="category"
        defaultValue={category ?? ""}
        className="min-h-8 max-w-56 rounded-md border border-field bg-surface px-2 text-sm"
      >
        <option value="">{t("admin.whole-forum")}</option>
        {categories.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <Button type="submit" size="small">
        {t("admin.show")}
      </Button>
    </form>
  )
}

function OneChart({ chart, view }: { chart: ChartOf; view: OverviewView }): ReactElement {
  const { key, total, before, points } = chart
  const id = `chart-${key}`
  const isMonths = view.span === "months"
  const usual = isMonths ? t("admin.chart.active-month") : t("admin.chart.active")
  const label = key === "active" ? usual : t(`admin.chart.${key}`)
  const say = (value: number): string => (key === "decision" ? waiting(value) : figure(Math.round(value)))
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 id={id} className="text-base">
          {label}
        </h2>
        <p className="flex items-baseline gap-2">
          <span className="text-xl font-semibold tabular-nums">
            {total === null ? t("admin.nothing") : say(total)}
          </span>
          <span className="text-sm text-muted">
            {t("admin.before", { value: before === null ? t("admin.nothing") : say(before) })}
          </span>
        </p>
      </div>
      <Chart
        {...{ id, label, points, say }}
        least={key === "decision" ? AN_HOUR : 1}
        sayAt={(at) => date(at, isMonths ? "month" : "day")}
        column={isMonths ? t("admin.month") : t("admin.day")}
      />
    </section>
  )
}
