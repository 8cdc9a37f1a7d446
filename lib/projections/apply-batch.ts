/** Applies changes of the stream to everything that follows from them: one function for the worker and the Lambda. */
import type { Change, Projection } from "./contract.ts"
import { PROJECTIONS } from "./registered.ts"

/**
 * Gives each projection the changes it asked for, in their order. Any batch may come again.
 * @throws what a projection throws, when all others are through
 */
export async function applyBatch(
  changes: readonly Change[],
  projections: readonly Projection[] = PROJECTIONS,
): Promise<void> {
  const ends = await Promise.allSettled(projections.map((projection) => applyTo(projection, changes)))
  for (const end of ends) if (end.status === "rejected") throw end.reason
}

async function applyTo(projection: Projection, changes: readonly Change[]): Promise<void> {
  const concerned = changes.filter((change) => projection.entities.includes(change.entityType))
  if (concerned.length > 0) await projection.apply(concerned)
}
