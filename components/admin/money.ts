/** Money and shares, as people write them. */
import { numberIn } from "#lib/words/formats.ts"
import { locale } from "#lib/words/t.ts"

/** Less than a cent is worth knowing, too: a small forum costs nothing else. */
const CENT = 0.01

/** @param most digits behind the point of what is at least a cent */
export function dollars(value: number, most = 2): string {
  const digits =
    value === 0 || value >= CENT ? { maximumFractionDigits: most } : { maximumSignificantDigits: 2 }
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
