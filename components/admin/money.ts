/** Money and shares, as people write them. */
import { numberIn } from "#lib/words/formats.ts"
import { locale } from "#lib/words/t.ts"

/** Less than a cent is worth knowing, too: a small forum costs nothing else. */
const CENT = 0.01

export function dollars(value: number): string {
  const digits =
    value === 0 || value >= CENT ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: 2 as const }
  return numberIn(locale(), value, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    ...digits,
  })
}

/** @param share from 0 to 1 */
export function percent(share: number): string {
  return numberIn(locale(), share, { style: "percent", maximumFractionDigits: share < 0.1 ? 1 : 0 })
}
