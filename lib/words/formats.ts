/**
 * Messages with their values put in, by the customs of a locale. The browser loads this, too, so it knows of no
 * catalogue: it takes messages as `icu-minify` compiled them.
 */
import format, { type CompiledMessage, type FormatValues } from "icu-minify/format"

/** The forum counts in UTC: its pages are the same for readers everywhere. */
const TIME_ZONE = "UTC"

const DAY = { day: "numeric", month: "short", year: "numeric" } as const

/** What a message may say after the comma: `{at, date, day}`. */
export const FORMATS = {
  dateTime: {
    /** 21 Nov 2026 */
    day: DAY,
    /** 21 Nov 2026, 11:20 */
    minute: { ...DAY, hour: "2-digit", minute: "2-digit" },
    /** 21 November 2026 */
    long: { day: "numeric", month: "long", year: "numeric" },
    /** Nov 2026 */
    month: { month: "short", year: "numeric" },
    /** 21 November */
    thisYear: { day: "numeric", month: "long" },
  },
} as const satisfies { dateTime: Record<string, Intl.DateTimeFormatOptions> }

/** Plain `en` is the English of everywhere: the day before the month, hours to 24. */
const customsOf = (locale: string): string => (locale === "en" ? "en-GB" : locale)

const kept = new Map<string, unknown>()

/** An `Intl` formatter, made once: making one takes longer than a page. */
function keep<T>(kind: string, locale: string, options: object | undefined, make: () => T): T {
  const key = `${kind} ${locale} ${options ? JSON.stringify(options) : ""}`
  if (!kept.has(key)) kept.set(key, make())
  return kept.get(key) as T
}

const formatters = {
  getNumberFormat: (locale: string, options?: Intl.NumberFormatOptions) =>
    keep("number", locale, options, () => new Intl.NumberFormat(locale, options)),
  getDateTimeFormat: (locale: string, options?: Intl.DateTimeFormatOptions) =>
    keep("date", locale, options, () => new Intl.DateTimeFormat(locale, options)),
  getPluralRules: (locale: string, options?: Intl.PluralRulesOptions) =>
    keep("plural", locale, options, () => new Intl.PluralRules(locale, options)),
}

/** A compiled message with its values; what tags gave stands between the texts. */
export function fill<Part = string>(
  message: CompiledMessage,
  locale: string,
  values?: FormatValues<Part>,
): (string | Part)[] {
  const options = { formatters: formatters as never, formats: FORMATS, timeZone: TIME_ZONE }
  const filled = format<Part>(message, customsOf(locale), values, options)
  return Array.isArray(filled) ? filled : [filled]
}

/** A number as people write it: 12,345. */
export function numberIn(locale: string, value: number, options?: Intl.NumberFormatOptions): string {
  return formatters.getNumberFormat(customsOf(locale), options).format(value)
}

/** A moment, in UTC. @param how one of the formats that messages have */
export function dateIn(locale: string, at: Date, how: keyof typeof FORMATS.dateTime): string {
  const options = { ...FORMATS.dateTime[how], timeZone: TIME_ZONE }
  return formatters.getDateTimeFormat(customsOf(locale), options).format(at)
}

/** What joins several: "Ann, Ben and Cy". */
export function listFormat(locale: string): Intl.ListFormat {
  return keep("list", locale, undefined, () => new Intl.ListFormat(customsOf(locale)))
}
