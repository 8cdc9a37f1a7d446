/** Reads of one item collection. Raw items leave here only towards the patterns. */
import type { NativeAttributeValue } from "@aws-sdk/lib-dynamodb"
import { addCapacity, RETURN_CAPACITY } from "./capacity.ts"
import { throughDax } from "./dax.ts"
import type { IndexName } from "./definition.ts"
import type { Key } from "./keys/key.ts"
import { kindOfRange } from "./keys/kinds.ts"
import { sendQuery } from "./send.ts"
import { table } from "./table.ts"

export type Raw = Record<string, NativeAttributeValue> & Key

export type Range = Part & Age

/** Strongly consistent; or from DynamoDB's cache where there is one, by who says why that does no harm (docs/adr/0375). */
type Age = { consistent?: boolean; mayBeOld?: never } | { consistent?: never; mayBeOld: true }

type Part = {
  index?: IndexName
  pk: string
  /** The sort keys wanted, both ends included; all of the collection when absent. */
  between?: [string, string]
  beginsWith?: string
  /** Where to go on: the key of an item, which need not exist any more. */
  after?: Record<string, string>
  descending?: boolean
  limit?: number
  /** Attributes to bring; saves the wire, not units. */
  only?: string[]
}

/** A part of one item collection in the order of its sort key, and LastEvaluatedKey when there is more. */
export async function query(range: Range): Promise<{ items: Raw[]; last?: Record<string, string> }> {
  const { name } = table()
  const [pk, sk] = range.index ? [`${range.index}PK`, `${range.index}SK`] : ["PK", "SK"]
  const sort = range.between
    ? " AND #sk BETWEEN :from AND :to"
    : range.beginsWith
      ? " AND begins_with(#sk, :prefix)"
      : ""
  const input = {
    TableName: name,
    IndexName: range.index,
    KeyConditionExpression: `#pk = :pk${sort}`,
    ExpressionAttributeNames: {
      "#pk": pk,
      ...(sort && { "#sk": sk }),
      ...Object.fromEntries((range.only ?? []).map((attribute) => [`#${attribute}`, attribute])),
    },
    ExpressionAttributeValues: {
      ":pk": range.pk,
      ...(range.between && { ":from": range.between[0], ":to": range.between[1] }),
      ...(range.beginsWith && { ":prefix": range.beginsWith }),
    },
    ...(range.only && { ProjectionExpression: range.only.map((attribute) => `#${attribute}`).join(", ") }),
    ExclusiveStartKey: range.after,
    ScanIndexForward: !range.descending,
    Limit: range.limit,
    ConsistentRead: range.consistent,
    ...RETURN_CAPACITY,
  }
  const answer =
    (range.mayBeOld && !range.consistent && (await throughDax((dax) => dax.query(input)))) ||
    (await sendQuery(input))
  addCapacity("read", answer.ConsumedCapacity, [
    kindOfRange({ ...range, sort: range.beginsWith ?? range.between?.[0] }),
  ])
  return {
    items: (answer.Items ?? []) as Raw[],
    last: answer.LastEvaluatedKey as Record<string, string> | undefined,
  }
}

/** The same until `limit` items are there or no more: DynamoDB answers at most 1 MB at a time. */
export async function queryAll(range: Range & { limit: number }): Promise<Raw[]> {
  const found: Raw[] = []
  let after = range.after
  do {
    const { items, last } = await query({ ...range, after, limit: range.limit - found.length })
    found.push(...items)
    after = last
  } while (after && found.length < range.limit)
  return found
}
