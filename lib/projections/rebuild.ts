/** Which read models can be made anew from the items, while the forum is in use. */
import type { Projection } from "./contract.ts"
import { PROJECTIONS } from "./registered.ts"

type Rebuildable = Projection & Required<Pick<Projection, "rebuild">>

/** Those that can be made anew; what was sent to people cannot. */
export function rebuildable(projections: readonly Projection[] = PROJECTIONS): Rebuildable[] {
  return projections.filter((one): one is Rebuildable => one.rebuild !== undefined)
}
