import type { ReactElement } from "react"

const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
})
const MINUTE = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
})

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
  const date = new Date(at)
  return (
    <time dateTime={at} title={`${MINUTE.format(date)} UTC`} className={className}>
      {(precise ? MINUTE : DAY).format(date)}
    </time>
  )
}
