/** A projection for tests of the stream's machinery: counts what is told of each key, exactly once in effect. */

import { get } from "#lib/db/batch.ts"
import { commit } from "#lib/db/commit.ts"
import { freshOf, throughAlso } from "#lib/db/through.ts"
import type { Change, Projection } from "#lib/projections/contract.ts"

class AppliedBefore extends Error {}

const keyOf = (PK: string) => ({ PK: `TALLY#${PK}`, SK: "x" })

/** What is counted: an item like any other. */
export const tell = (PK: string, n: number): Promise<void> =>
  commit([{ kind: "put", item: { PK, SK: `N#${String(n).padStart(8, "0")}`, entityType: "Told", n } }])

export const tally: Projection = {
  name: "tally",
  entities: ["Told"],
  apply: async (changes) => {
    for (const [PK, some] of Map.groupBy(changes, (change) => change.key.PK)) await add(PK, some)
  },
}

/** How many changes of a key were counted. */
export async function tallyOf(PK: string): Promise<number> {
  return Number((await get(keyOf(PK), { consistent: true }))?.count ?? 0)
}

/** In one write what is new of them: what the tally was counted through says what is. */
async function add(PK: string, changes: readonly Change[]): Promise<void> {
  const known = (await get(keyOf(PK), { consistent: true }))?.appliedThrough as string | undefined
  const fresh = freshOf(changes, known)
  if (fresh.length === 0) return
  try {
    await commit([
      {
        kind: "update",
        key: keyOf(PK),
        update: "SET appliedThrough = :to ADD #count :by",
        condition: known === undefined ? "attribute_not_exists(appliedThrough)" : "appliedThrough = :before",
        names: { "#count": "count" },
        values: {
          ":to": throughAlso(known, fresh),
          ":by": fresh.length,
          ...(known !== undefined && { ":before": known }),
        },
        refusal: () => new AppliedBefore(),
      },
    ])
  } catch (error) {
    // Another worker counted some of them at this moment: look again.
    if (!(error instanceof AppliedBefore)) throw error
    await add(PK, changes)
  }
}
