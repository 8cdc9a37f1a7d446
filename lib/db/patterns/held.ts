import { get } from "../batch.ts"
import { type HeldText, HeldTexts } from "../items/held.ts"
import { heldKey } from "../keys/held.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { queryAll } from "../query.ts"

/** AP-231: a text that waits for approval, or did, consistent. */
export async function getHeld(user: string, id: string): Promise<HeldText | undefined> {
  return HeldTexts.read(await get(heldKey(user, id), { consistent: true }))
}

/** More than a newcomer can write in a month. */
const MOST = 250

/** AP-231b: texts of a member that wait for approval, or did, the newest; consistent. */
export async function heldTextsOf(user: string): Promise<HeldText[]> {
  const { PK } = heldKey(user, "")
  const range = { pk: PK, beginsWith: PREFIX.held, limit: MOST, descending: true, consistent: true }
  return HeldTexts.readAll(await queryAll(range))
}
