/** Reads everything there is. For the consistency check alone, which says so: no page and no verb may. */
import { ScanCommand } from "@aws-sdk/lib-dynamodb"
import { addCapacity, RETURN_CAPACITY } from "./capacity.ts"
import type { Raw } from "./query.ts"
import { table } from "./table.ts"

/** All items of the table, a page at a time, as they are now: what changes meanwhile may come as before or after. */
export async function* everything(): AsyncGenerator<Raw[]> {
  const { document, name } = table()
  let after: Record<string, unknown> | undefined
  do {
    const answer = await document.send(
      new ScanCommand({
        TableName: name,
        ConsistentRead: true,
        ExclusiveStartKey: after,
        ...RETURN_CAPACITY,
      }),
    )
    addCapacity("read", answer.ConsumedCapacity, ["*"])
    yield (answer.Items ?? []) as Raw[]
    after = answer.LastEvaluatedKey
  } while (after)
}
