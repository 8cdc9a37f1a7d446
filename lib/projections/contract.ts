/** What a projection is: something that follows from changes of the table, and comes out the same when told twice. */
import type { Change } from "#lib/db/change.ts"
import type { Entity } from "#lib/db/items/entity.ts"
import type { Raw } from "#lib/db/query.ts"

export type { Change } from "#lib/db/change.ts"

/** How far a rebuild has come: from where it can go on, and what is done, in the words of the operator. */
export type Stage = { cursor: string; done: string }

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
  /** Many at once cost it as much as one by one: in a rush it does not wait for more of them. */
  prompt?: true
  /**
   * Applies changes that failed at their time, after newer ones of the same keys were applied, perhaps while others
   * are. Absent where `apply` comes out right then, too.
   */
  repair?(changes: readonly Change[]): Promise<void>
  /**
   * Makes the read model anew from the items while the forum is in use, a piece for each stage. It may be left or killed
   * anywhere and go on from the cursor of any stage, by whoever: what is done twice comes out the same. Absent where there
   * is nothing to rebuild (mail that went out). @param from a cursor; one that is not understood begins anew
   */
  rebuild?(from?: string): AsyncIterable<Stage>
  /**
   * By which rules it is made, from 1: a table that has it by lower ones, or never had it, gets it made by itself
   * (docs/adr/0181). To be raised when what is there must be made anew. Absent where every table has it.
   */
  rules?: number
  /** Where it lies, where that is chosen: what was made elsewhere is not there. */
  place?(): string
}

/** The thing before and after a change, decoded once for all projections: it is theirs to read, not to change. */
export function images<T extends object>(of: Entity<T>, change: Change): { before?: T; after?: T } {
  return {
    ...(change.before && { before: decoded(of, change.before) }),
    ...(change.after && { after: decoded(of, change.after) }),
  }
}

/** What was decoded last of an image: all who are given a change ask for the same. */
const known = new WeakMap<Raw, { of: unknown; thing: object }>()

function decoded<T extends object>(of: Entity<T>, image: Raw): T {
  const before = known.get(image)
  if (before?.of === of) return before.thing as T
  const thing = Object.freeze(of.decode(image))
  known.set(image, { of, thing })
  return thing
}
