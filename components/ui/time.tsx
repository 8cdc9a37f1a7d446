import type { ReactElement } from "react"
import { date, t } from "#lib/words/t.ts"

/**
 * A moment, as a date that stays true on a cached page and needs no script ("3 minutes ago" would be neither).
 * @param at ISO 8601 · @param precise with the time of day, in UTC
 */
export function Time({
  at,
  precise = false,
  className,
}: {
  at: string
  precise?: boolean
  className?: string
}): ReactElement {
  return (
    <time dateTime={at} title={t("ui.moment", { at: new Date(at) })} className={className}>
      {date(at, precise ? "minute" : "day")}
    </time>
  )
}
