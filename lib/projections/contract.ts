/** What a projection is: something that follows from changes of the table, and comes out the same when told twice. */
import type { Entity } from "#lib/db/items/entity.ts"
import type { Key } from "#lib/db/keys.ts"
import type { Raw } from "#lib/db/query.ts"

/** One change of one item, as the table's stream tells it. */
export type Change = {
  /** Place in the stream, padded to 40 digits: comparable as text, growing within one partition key. */
  sequence: string
  /** When it was written: ISO 8601. */
  at: string
  key: Key
  /** Of whichever image there is. */
  entityType: string
  /** The whole item before: absent when it is new. */
  before?: Raw
  /** The whole item after: absent when it was deleted. */
  after?: Raw
  /** Deleted because its time to live was over, and by nobody. */
  expired?: true
}

export type Projection = {
  /** In the log, in dead letters, and for `npm run forum -- rebuild <name>`. */
  name: string
  /** The `entityType`s whose changes it is given; it sees no others. */
  entities: readonly string[]
  /**
   * Applies changes, in the order of the stream. Any batch may come again, whole or in part, after a crash
   * anywhere: the effect must be that of once. Throws when it could not; then all of them come again.
   */
  apply(changes: readonly Change[]): Promise<void>
  /**
   * Makes the read model anew from the items while the forum is in use. Absent where there is nothing to
   * rebuild (mail that went out). @param progress called with what is done, in the words of the operator
   */
  rebuild?(progress: (done: string) => void): Promise<void>
}

/** The thing before and after a change, decoded. */
export function images<T>(of: Entity<T>, change: Change): { before?: T; after?: T } {
  return {
    ...(change.before && { before: of.decode(change.before) }),
    ...(change.after && { after: of.decode(change.after) }),
  }
}
