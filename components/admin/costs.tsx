import type { ReactElement } from "react"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import type { CostRow, CostsView } from "#lib/views/costs.ts"
import { costsPath } from "#lib/web/admin-paths.ts"
import { date, figure, t } from "#lib/words/t.ts"
import { Chart } from "./chart.tsx"
import { dollars, percent } from "./money.ts"

/** Dollars of a day: a small forum spends no more. */
const A_LITTLE = 0.0001
const A_MILLION = 1_000_000

/** What the table was asked for in a month, and what that comes to. */
export function Costs({ view }: { view: CostsView }): ReactElement {
  const { month, points, rows, earlier, later, isAmazon } = view
  return (
    <>
      <p className="max-w-2xl">{isAmazon ? t("admin.costs-text-amazon") : t("admin.costs-text-own")}</p>
      {rows.length === 0 ? (
        <EmptyState title={t("admin.costs-empty")}>{t("admin.costs-empty-text")}</EmptyState>
      ) : (
        <>
          <Totals view={view} />
          <section aria-labelledby="by-day" className="flex flex-col gap-2">
            <h2 id="by-day">{t("admin.costs-by-day")}</h2>
            <Chart
              id="by-day"
              label={t("admin.dollars")}
              points={points}
              least={A_LITTLE}
              say={dollars}
              sayAt={(at) => date(at, "day")}
              column={t("admin.day")}
            />
          </section>
          <section aria-labelledby="by-kind" className="flex flex-col gap-2">
            <h2 id="by-kind">{t("admin.costs-by-kind")}</h2>
            <Kinds view={view} />
          </section>
        </>
      )}
      <Pager label={t("admin.months")}>
        <PagerLink href={costsPath(earlier)} rel="prev">
          ‹ {date(earlier, "month")}
        </PagerLink>
        {later && (
          <PagerLink href={costsPath(later)} rel="next">
            {date(later, "month")} ›
          </PagerLink>
        )}
      </Pager>
      <Notice title={t("admin.costs-without")} className="max-w-2xl text-sm">
        <p>{t("admin.costs-without-text")}</p>
        <p className="mt-2">
          {t("admin.costs-prices", {
            month: date(month, "month"),
            read: dollars(view.prices.read * A_MILLION, 3),
            write: dollars(view.prices.write * A_MILLION, 3),
          })}
        </p>
      </Notice>
    </>
  )
}

function Totals({ view: { dollars: sum, expected, total } }: { view: CostsView }): ReactElement {
  const figures = [
    [t("admin.costs-so-far"), dollars(sum)],
    ...(expected === undefined ? [] : [[t("admin.costs-expected"), dollars(expected)]]),
    [t("admin.reads"), figure(Math.round(total.read))],
    [t("admin.writes"), figure(Math.round(total.write))],
  ]
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-3">
      {figures.map(([name, value]) => (
        <div key={name} className="flex flex-col-reverse">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="text-2xl font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const HEAD = "py-1 ps-3 text-end font-semibold"
const CELL = "py-1.5 ps-3 text-end align-top tabular-nums"

function Kinds({ view: { rows, others } }: { view: CostsView }): ReactElement {
  return (
    <table className="w-full text-sm">
      <thead className="border-b border-border text-muted">
        <tr>
          <th scope="col" className="py-1 text-start font-semibold">
            {t("admin.asked-for")}
          </th>
          <th scope="col" className={`${HEAD} hidden sm:table-cell`}>
            {t("admin.reads")}
          </th>
          <th scope="col" className={`${HEAD} hidden sm:table-cell`}>
            {t("admin.writes")}
          </th>
          <th scope="col" className={HEAD}>
            {t("admin.dollars")}
          </th>
          <th scope="col" className={HEAD}>
            {t("admin.share")}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-border">
        {rows.map((row) => (
          <tr key={row.kind ?? "others"}>
            <th scope="row" className="py-1.5 text-start align-top font-normal">
              <Kind row={row} others={others} />
            </th>
            <td className={`${CELL} hidden sm:table-cell`}>{figure(Math.round(row.read))}</td>
            <td className={`${CELL} hidden sm:table-cell`}>{figure(Math.round(row.write))}</td>
            <td className={CELL}>{dollars(row.dollars)}</td>
            <td className={CELL}>{percent(row.share)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Kind({ row: { kind, part }, others }: { row: CostRow; others: number }): ReactElement {
  if (kind === undefined) return <>{t("admin.other-kinds", { count: others })}</>
  return (
    <>
      {part ? t(`admin.part.${part}`) : t("admin.part-none")}{" "}
      <code className="block text-xs text-muted">{kind}</code>
    </>
  )
}
