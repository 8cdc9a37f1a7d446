/** Adds what imports wrote to the figures of its members: once, whatever happens in between. */
import { isForumError } from "#lib/base/errors.ts"
import { chunks } from "#lib/db/batch.ts"
import { commit } from "#lib/db/commit.ts"
import type { Tally } from "#lib/db/items/imports.ts"
import { listTallies } from "#lib/db/patterns/imports.ts"
import { Overtaken, overtaken } from "#lib/db/retry.ts"
import { takeFromTally } from "#lib/db/writes/imports.ts"
import { countForAuthor } from "#lib/db/writes/users.ts"

/** Members in one transaction; a condition names each of them. */
const MEMBERS_AT_ONCE = 40

/** Adds all tallies that are there, also those of an import that was killed. */
export async function addTallies(): Promise<void> {
  for (let tallies = await listTallies(); tallies.length > 0; tallies = await listTallies())
    for (const tally of tallies) await addTally(tally)
}

async function addTally(tally: Tally): Promise<void> {
  const parts = chunks(Object.entries(tally.members), MEMBERS_AT_ONCE)
  for (const [i, part] of parts.entries()) {
    const ids = part.map(([id]) => id)
    const taken = takeFromTally(tally, ids, i === parts.length - 1, overtaken)
    try {
      await commit([taken, ...part.map(([id, by]) => countForAuthor(id, by))])
    } catch (error) {
      // Another import adds the same one.
      if (error instanceof Overtaken) return
      if (!isForumError(error, "unauthenticated")) throw error
      // A member who is gone has no figures: the others one by one.
      for (const [id, by] of part) await countForAuthorOnly(id, by)
      await commit([taken])
    }
  }
}

async function countForAuthorOnly(id: string, by: { topics: number; posts: number }): Promise<void> {
  try {
    await commit([countForAuthor(id, by)])
  } catch (error) {
    if (!isForumError(error, "unauthenticated")) throw error
  }
}
