/** Reads everything there is. For the consistency check and for migrations alone, which an operator calls: no page and no verb may. */
import { ScanCommand } from "@aws-sdk/lib-dynamodb"
import { addCapacity, RETURN_CAPACITY } from "./capacity.ts"
import type { Key } from "./keys/key.ts"
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

/** Items looked at in one request: few enough that whoever is asked to end soon does. */
const AT_ONCE = 500

export type Part = { segment: number; segments: number; after?: Key }

/** The next items of a part of the table, those of one kind; `after` is absent at its end. */
export async function nextOfKind(
  entityType: string,
  { segment, segments, after }: Part,
): Promise<{ items: Raw[]; looked: number; units: number; after?: Key }> {
  const { document, name } = table()
  const answer = await document.send(
    new ScanCommand({
      TableName: name,
      Limit: AT_ONCE,
      ...(segments > 1 && { Segment: segment, TotalSegments: segments }),
      FilterExpression: "entityType = :type",
      ExpressionAttributeValues: { ":type": entityType },
      ExclusiveStartKey: after,
      ...RETURN_CAPACITY,
    }),
  )
  addCapacity("read", answer.ConsumedCapacity, ["*"])
  return {
    items: (answer.Items ?? []) as Raw[],
    looked: answer.ScannedCount ?? 0,
    units: answer.ConsumedCapacity?.CapacityUnits ?? 0,
    after: answer.LastEvaluatedKey as Key | undefined,
  }
}
