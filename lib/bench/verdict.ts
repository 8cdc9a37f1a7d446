/** What `npm run capacity` says of one access pattern or write, by what it consumed on both forums. */
import type { Budget } from "./budgets.ts"
import type { Consumed } from "./meter.ts"

/** Items differ by a few bytes, and a unit is rounded up to. */
const TOLERANCE = 0.5

export const OK = "ok"

/** `OK`, or what is wrong. @param budget absent where the document has no row of it */
export function verdictOn(budget?: Budget, small?: Consumed, large?: Consumed): string {
  if (!budget) return "has no row in docs/data-model.md"
  if (!small || !large) return "is not measured"
  // What was refused costs nothing here: then it was not the write that is meant.
  if (isNothing(small) || isNothing(large)) return "was not done"
  const grows = large.rcu > small.rcu + TOLERANCE || large.wcu > small.wcu + TOLERANCE
  if (grows && !budget.capped) return "grows with the forum"
  const over = [small, large].some(({ rcu, wcu }) => rcu > budget.rcu || wcu > budget.wcu)
  return over ? "is over its budget" : OK
}

function isNothing({ rcu, wcu }: Consumed): boolean {
  return rcu + wcu === 0
}
