/** Writes of a migration, as values for commit(). */
import { isDeepStrictEqual } from "node:util"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import { type Migration, Migrations } from "../items/migrations.ts"
import type { Key } from "../keys/key.ts"
import type { Raw } from "../query.ts"
import { NotMine } from "./stream.ts"

/** Takes it from nobody, or from who has been silent for too long, as one has read it. Raises NotMine. */
export function takeMigration(mine: Migration, from: Migration | undefined): Write {
  return {
    kind: "put",
    item: Migrations.encode(mine),
    condition: from ? "#owner = :owner AND leaseUntil = :until" : IS_NEW,
    ...(from && {
      names: { "#owner": "owner" },
      values: { ":owner": from.owner, ":until": from.leaseUntil },
    }),
    refusal: () => new NotMine(),
  }
}

/** How far one has come. Raises NotMine where somebody else has it by now. */
export function putMigration(mine: Migration): Write {
  return {
    kind: "put",
    item: Migrations.encode(mine),
    condition: "#owner = :mine",
    names: { "#owner": "owner" },
    values: { ":mine": mine.owner },
    refusal: () => new NotMine(),
    repeatable: true,
  }
}

/** What the step reads has changed since, or the item is gone: to be looked at again. */
export class ChangedMeanwhile extends Error {}

/**
 * An item as the next version has it: only what differs is written, and only if all that it follows from is as it was read.
 * @returns undefined where nothing differs
 */
export function bringUp(before: Raw, after: Raw, reads: readonly string[]): Write | undefined {
  const names: Record<string, string> = {}
  const values: Record<string, unknown> = {}
  const attributeName = (attribute: string): string => {
    const name = `#a${Object.keys(names).length}`
    names[name] = attribute
    return name
  }
  const valueName = (value: unknown): string => {
    const name = `:v${Object.keys(values).length}`
    values[name] = value
    return name
  }
  const differs = (attribute: string): boolean => !isDeepStrictEqual(before[attribute], after[attribute])
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(differs)
  if (all.length === 0) return undefined
  const set = all
    .filter((one) => after[one] !== undefined)
    .map((one) => `${attributeName(one)} = ${valueName(after[one])}`)
  const removed = all.filter((one) => after[one] === undefined).map(attributeName)
  const asRead = reads.map((one) =>
    before[one] === undefined
      ? `attribute_not_exists(${attributeName(one)})`
      : `${attributeName(one)} = ${valueName(before[one])}`,
  )
  const update = [
    ...(set.length > 0 ? [`SET ${set.join(", ")}`] : []),
    ...(removed.length > 0 ? [`REMOVE ${removed.join(", ")}`] : []),
  ]
  return {
    kind: "update",
    key: { PK: before.PK, SK: before.SK } as Key,
    update: update.join(" "),
    condition: [EXISTS, ...asRead].join(" AND "),
    names,
    values,
    refusal: () => new ChangedMeanwhile(),
    // Once more it is the same.
    repeatable: true,
  }
}
