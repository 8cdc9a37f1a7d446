/** What follows from the writes of a test: `await settle()`, and it has followed. */
import type { Change } from "#lib/db/change.ts"
import { openStream, type StreamReader } from "#lib/db/stream.ts"
import { table } from "#lib/db/table.ts"
import { applyBatch, type Failure } from "#lib/projections/apply-batch.ts"
import type { Projection } from "#lib/projections/contract.ts"
import { PROJECTIONS } from "#lib/projections/registered.ts"

/** How changes reach the projections: as batches, one after the other. See lib/testing/deliveries.ts. */
export type Delivery = (changes: Change[]) => Change[][]

/** One reader a table, which remembers how far it came. */
const readers = new Map<string, Promise<StreamReader>>()

/**
 * Applies everything that the test's table told since the last call, and what follows from that, until nothing new
 * comes. Does not retry: what a projection throws, it throws.
 */
export async function settle({
  deliver = (changes) => [changes],
  projections = PROJECTIONS,
}: {
  deliver?: Delivery
  projections?: readonly Projection[]
} = {}): Promise<void> {
  for (;;) {
    const changes = await changesSince()
    if (changes.length === 0) return
    for (const batch of deliver(changes)) {
      const { undone, error } = await applyBatch(batch, { projections, waits: [], setAside: complain })
      if (undone.length > 0) throw error
    }
  }
}

async function complain({ error }: Failure): Promise<never> {
  throw error
}

/** The changes themselves since the last call of this or of settle(), for tests that apply them in their own way. */
export async function changesSince(): Promise<Change[]> {
  const { name } = table()
  if (!readers.has(name)) readers.set(name, openStream())
  const reader = await readers.get(name)!
  const changes: Change[] = []
  for (;;) {
    const batch = await reader.read()
    changes.push(...batch.changes)
    if (batch.changes.length === 0) return changes
  }
}
