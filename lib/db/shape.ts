/** Whether a table that was there before us is one of ours: it has our keys and our indexes. */
import type { TableDescription } from "@aws-sdk/client-dynamodb"
import { TABLE } from "./definition.ts"

/** A table of another program: neither is anything written to it, nor is its expiry switched on. */
export class ForeignTable extends Error {
  constructor(problem: string) {
    super(problem)
    this.name = "ForeignTable"
  }
}

/** @throws ForeignTable with what is not as the definition says, in a few words */
export function requireShape({ KeySchema, GlobalSecondaryIndexes = [] }: TableDescription): void {
  if (!hasKeys(KeySchema, TABLE))
    throw new ForeignTable(`its keys are not ${TABLE.hashKey} and ${TABLE.rangeKey}`)
  for (const [name, keys] of Object.entries(TABLE.indexes)) {
    const index = GlobalSecondaryIndexes.find(({ IndexName }) => IndexName === name)
    if (!hasKeys(index?.KeySchema, keys)) throw new ForeignTable(`it has no index ${name} of ours`)
  }
}

type Keys = { hashKey: string; rangeKey: string }

function hasKeys(schema: TableDescription["KeySchema"], { hashKey, rangeKey }: Keys): boolean {
  const named = (type: string) => schema?.find(({ KeyType }) => KeyType === type)?.AttributeName
  return named("HASH") === hashKey && named("RANGE") === rangeKey
}
