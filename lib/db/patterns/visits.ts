import { get } from "../batch.ts"
import { type Visits, VisitsOf } from "../items/visits.ts"
import { visitsKey } from "../keys/visits.ts"

/** AP-162: on how many days a member was there; undefined when it was never noticed. */
export async function visitsOf(user: string, { consistent = false } = {}): Promise<Visits | undefined> {
  return VisitsOf.read(await get(visitsKey(user), { consistent }))
}
