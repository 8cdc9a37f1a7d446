import { get, getMany } from "../batch.ts"
import { type HeldText, HeldTexts } from "../items/held.ts"
import { heldKey } from "../keys/held.ts"
import { all } from "../keys/key.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { query, queryAll } from "../query.ts"

/** AP-231: a text that waits for approval, or did, consistent. */
export async function getHeld(user: string, id: string): Promise<HeldText | undefined> {
  return HeldTexts.read(await get(heldKey(user, id), { consistent: true }))
}

/** AP-276: several of them, at most 50; those that are gone left out. */
export async function findHeld(places: { member: string; id: string }[]): Promise<HeldText[]> {
  return HeldTexts.readAll(await getMany(places.map(({ member, id }) => heldKey(member, id))))
}

/** More than a newcomer can write in a month. */
const MOST = 250

/** AP-231b: texts of a member that wait for approval, or did, the newest; consistent. */
export async function heldTextsOf(user: string): Promise<HeldText[]> {
  const { PK } = heldKey(user, "")
  const range = { pk: PK, beginsWith: PREFIX.held, limit: MOST, descending: true, consistent: true }
  return HeldTexts.readAll(await queryAll(range))
}

/** So many are shown where one writes. */
const LAST = 20

/** AP-330: the last texts of a member that wait for approval, or did; at most 20 and 1 MB of them. */
export async function lastHeldTexts(user: string): Promise<HeldText[]> {
  const { PK } = heldKey(user, "")
  const { items } = await query({ pk: PK, beginsWith: PREFIX.held, limit: LAST, descending: true })
  return HeldTexts.readAll(items)
}

/** The texts in which a picture was meant to stand come soon after it. */
const SOON = 20

/** AP-231c: the first texts of a member that had to wait since an id was made; at most 20 and 1 MB of them. */
export async function heldTextsSince(user: string, id: string): Promise<HeldText[]> {
  const { PK, SK } = heldKey(user, id)
  const { items } = await query({ pk: PK, between: [SK, all(PREFIX.held)[1]], limit: SOON })
  return HeldTexts.readAll(items)
}
