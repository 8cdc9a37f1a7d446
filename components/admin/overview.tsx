import type { ReactElement } from "react"
import type { OverviewView } from "#lib/views/overview.ts"
import { date, figure, t } from "#lib/words/t.ts"

/** What happened on each day, the last one first. */
export function Overview({ view }: { view: OverviewView }): ReactElement {
  const figures = ["topics", "posts", "signUps", "active"] as const
  const names = {
    topics: t("admin.topics"),
    posts: t("admin.posts"),
    signUps: t("admin.sign-ups"),
    active: t("admin.active"),
  }
  return (
    <table className="w-full text-sm">
      <caption className="pb-2 text-start text-lg font-semibold">
        {t("admin.days", { count: view.days.length })}
      </caption>
      <thead className="border-b border-border text-start text-muted">
        <tr>
          <th scope="col" className="py-1 text-start font-semibold">
            {t("admin.day")}
          </th>
          {figures.map((name) => (
            <th key={name} scope="col" className="py-1 ps-3 text-end font-semibold">
              {names[name]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-border">
        {view.days.toReversed().map((row) => (
          <tr key={row.day}>
            <th scope="row" className="py-1 text-start font-normal">
              {date(row.day, "day")}
            </th>
            {figures.map((name) => (
              <td key={name} className="py-1 ps-3 text-end tabular-nums">
                {figure(row[name])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
