/** Makes read models anew from the items, while the forum is in use. */
import type { Projection } from "./contract.ts"
import { PROJECTIONS } from "./registered.ts"

type Rebuildable = Projection & Required<Pick<Projection, "rebuild">>

/** Those that can be made anew; what was sent to people cannot. */
export function rebuildable(projections: readonly Projection[] = PROJECTIONS): Rebuildable[] {
  return projections.filter((one): one is Rebuildable => one.rebuild !== undefined)
}

/**
 * Makes one of them anew, or all, one after the other. @param progress is told the name and what is done of it
 */
export async function rebuild(
  name: string | undefined,
  progress: (name: string, done: string) => void,
  projections: readonly Projection[] = PROJECTIONS,
): Promise<string[]> {
  const wanted = rebuildable(projections).filter((one) => name === undefined || one.name === name)
  for (const one of wanted) await one.rebuild((done) => progress(one.name, done))
  return wanted.map((one) => one.name)
}
