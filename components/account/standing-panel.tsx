import type { ReactElement } from "react"
import { Panel } from "#components/ui/panel.tsx"
import type { Standing } from "#lib/views/standing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** What one may do now, and what comes next. */
export function StandingPanel({ standing }: { standing: Standing }): ReactElement {
  const { level, given, rights, next } = standing
  return (
    <Panel aria-labelledby="standing" className="flex flex-col gap-4">
      <h2 id="standing" className="text-lg font-semibold">
        {t("trust.standing")}
      </h2>
      <p>{rich("trust.standing-is", { level, b: (text) => <b className="font-semibold">{text}</b> })}</p>
      {given && <p className="text-muted">{t("trust.standing-given")}</p>}
      <table className="w-full text-start text-sm">
        <thead>
          <tr className="border-b border-border text-muted">
            <th scope="col" className="py-1 pe-3 text-start font-normal">
              {t("trust.standing-right")}
            </th>
            <th scope="col" className="py-1 pe-3 text-start font-normal">
              {t("trust.standing-now")}
            </th>
            {next && (
              <th scope="col" className="py-1 text-start font-normal">
                {next.level}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rights.map((right) => (
            <tr key={right.name} className="border-b border-border last:border-b-0">
              <th scope="row" className="py-1 pe-3 text-start font-normal">
                {right.name}
              </th>
              <td className="py-1 pe-3">{right.now}</td>
              {next && <td className="py-1">{right.next}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {next && (
        <div>
          <p>{next.any ? t("trust.next-any") : t("trust.next-all")}</p>
          <ul className="list-disc ps-5">
            {next.lacking.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  )
}
