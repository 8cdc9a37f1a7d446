import { now, SECOND } from "#lib/base/clock.ts"
import { type Clearing, Clearings } from "../items/clearings.ts"
import { clearingKey } from "../keys/clearings.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { query } from "../query.ts"

/** A picture and a text. */
const KINDS = 2

/** AP-163: what staff took off a member's profile lately, one of a kind, consistently. */
export async function clearingsOf(user: string): Promise<Clearing[]> {
  const { PK } = clearingKey(user, "")
  const { items } = await query({ pk: PK, beginsWith: PREFIX.cleared, limit: KINDS, consistent: true })
  return Clearings.readAll(items).filter(({ expiresAt }) => expiresAt * SECOND > now())
}
