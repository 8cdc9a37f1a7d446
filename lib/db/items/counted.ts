/** What the figures hold from the moment in which it is written, because its writer wrote them, too. */
import type { Raw } from "../query.ts"

/**
 * Marks an item so that no projection counts its coming; what happens to it later counts as ever. No schema knows
 * the mark: whatever is decoded and put elsewhere is counted there.
 */
export function counted<T extends Record<string, unknown>>(item: T): T & { counted: true } {
  return { ...item, counted: true }
}

export function isCounted(item: Raw | undefined): boolean {
  return item?.counted === true
}
