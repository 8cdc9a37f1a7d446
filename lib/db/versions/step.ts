/** How the items of one kind come from one version of their schema to the next, while code of both is at work (docs/adr/0361). */
import type { Raw } from "../query.ts"

export type Step = {
  /** `yyyy-mm-dd-what`: the day on which it was added, and what it does. Never used again. */
  name: string
  entityType: string
  /** The version that it leads to: 2 for the first of a kind. */
  to: number
  /**
   * An item of the version before, or of this one, as this one has it; what it says already, it says again. The attributes that
   * it reads stay, and stay what verbs write: code of the version before reads and writes them, and nothing else.
   * An index may give a part of an item: what is not there is no reason to fail.
   */
  up(item: Raw): Raw
  /** The attributes that it reads: where one has changed meanwhile, the backfill looks again. */
  reads: readonly string[]
}

/** Of which version an item is, in an attribute that the first versions do without. */
const VERSION = "v"

/** The item as this code has it, whoever wrote it. */
export function broughtUp(item: Raw, steps: readonly Step[]): Raw {
  return steps.reduce((one, step) => ({ ...step.up(one), [VERSION]: versionAfter(one, step) }), item)
}

/** One that a newer version wrote keeps its number. */
function versionAfter(item: Raw, { to }: Step): number {
  return Math.max(Number(item[VERSION] ?? 1), to)
}
