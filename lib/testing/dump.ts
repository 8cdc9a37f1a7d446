/** Everything that is in the test's table: to see that nothing is left of something, or that all is as it was. */
import { ScanCommand } from "@aws-sdk/lib-dynamodb"
import type { Raw } from "#lib/db/query.ts"
import { table } from "#lib/db/table.ts"

/** All items, sorted by key. Only for the small tables of tests. */
export async function dump(): Promise<Raw[]> {
  const items: Raw[] = []
  let ExclusiveStartKey: Record<string, unknown> | undefined
  do {
    const answer = await table().document.send(
      new ScanCommand({ TableName: table().name, ConsistentRead: true, ExclusiveStartKey }),
    )
    items.push(...((answer.Items ?? []) as Raw[]))
    ExclusiveStartKey = answer.LastEvaluatedKey
  } while (ExclusiveStartKey)
  return items.sort((a, b) => (`${a.PK}\n${a.SK}` < `${b.PK}\n${b.SK}` ? -1 : 1))
}
