/** Writes of which none depends on another, and of what is newer already stays. */
import { commit, type Write } from "#lib/db/commit.ts"
import { IsNewer } from "#lib/db/writes/search.ts"

const AT_ONCE = 16

/** Sends each by itself. */
export async function each(writes: readonly Write[]): Promise<void> {
  for (let at = 0; at < writes.length; at += AT_ONCE)
    await Promise.all(
      writes.slice(at, at + AT_ONCE).map(async (write) => {
        try {
          await commit([write])
        } catch (error) {
          if (!(error instanceof IsNewer)) throw error
        }
      }),
    )
}
