/** Writes of how far read models are made, as values for commit(). */
import { IS_NEW, type Write } from "../commit.ts"
import { type Build, Builds } from "../items/builds.ts"
import { NotMine } from "./stream.ts"

/**
 * Takes it over from who had it, as one has read it; from nobody when absent. Raises NotMine where somebody else was
 * quicker, or the one who had it lives.
 */
export function takeBuild(mine: Build, from: Build | undefined): Write {
  return {
    kind: "put",
    item: Builds.encode(mine),
    // Whoever works on it moves this with everything that it writes.
    condition: from ? "#owner = :owner AND leaseUntil = :until" : IS_NEW,
    ...(from && {
      names: { "#owner": "owner" },
      values: { ":owner": from.owner, ":until": from.leaseUntil },
    }),
    refusal: () => new NotMine(),
  }
}

/** Without a condition: the operator's word counts. Who worked on it is told at their next write. */
export function seizeBuild(mine: Build): Write {
  return { kind: "put", item: Builds.encode(mine) }
}

/** How far one has come, or that it is done, or failed. Raises NotMine where somebody else has it. */
export function putBuild(mine: Build): Write {
  return {
    kind: "put",
    item: Builds.encode(mine),
    condition: "#owner = :mine",
    names: { "#owner": "owner" },
    values: { ":mine": mine.owner },
    refusal: () => new NotMine(),
    repeatable: true,
  }
}
