/** Items by their keys, one or many: DynamoDB may leave some undone, and then they are asked for again until done. */
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb"
import { addCapacity, RETURN_CAPACITY } from "./capacity.ts"
import { gather } from "./gather.ts"
import type { Key } from "./keys/key.ts"
import { kindOf } from "./keys/kinds.ts"
import type { Raw } from "./query.ts"
import { retry } from "./retry.ts"
import { sendBatchGet, sendGet } from "./send.ts"
import { table } from "./table.ts"

const MAX_GETS = 100
const MAX_PUTS = 25

/** The items of `keys`, in their order; undefined where there is none. Keys may repeat. */
export async function getMany(keys: Key[], { consistent = false } = {}): Promise<(Raw | undefined)[]> {
  if (keys.length === 0) return []
  return gather(keys, consistent, () => getAll(keys, consistent), getAll)
}

/** One item by its key, or undefined. */
export async function get(key: Key, { consistent = false } = {}): Promise<Raw | undefined> {
  const [item] = await gather([key], consistent, async () => [await getOne(key, consistent)], getAll)
  return item
}

async function getOne(key: Key, ConsistentRead: boolean): Promise<Raw | undefined> {
  const answer = await sendGet({ TableName: table().name, Key: key, ConsistentRead, ...RETURN_CAPACITY })
  addCapacity("read", answer.ConsumedCapacity, [kindOf(key)])
  return answer.Item as Raw | undefined
}

async function getAll(keys: Key[], consistent: boolean): Promise<(Raw | undefined)[]> {
  const wanted = new Map(keys.map((key) => [nameOf(key), key]))
  const found = new Map<string, Raw>()
  for (const some of chunks([...wanted.values()], MAX_GETS)) {
    let left = some
    await retry(
      async () => {
        const { items, undone } = await getSome(left, consistent)
        for (const item of items) found.set(nameOf(item), item)
        left = undone
        return left.length === 0 || undefined
      },
      () => new Error(`BatchGetItem left ${left.length} keys unread after many tries`),
    )
  }
  return keys.map((key) => found.get(nameOf(key)))
}

/**
 * Puts items without a condition. Only for what may be written twice with the same outcome: imports, rebuilds and
 * tags of stale pages, whose keys and contents follow from their source.
 */
export async function putMany(items: Record<string, unknown>[]): Promise<void> {
  for (const some of chunks(items, MAX_PUTS)) {
    let left = some
    await retry(
      async () => {
        left = await putSome(left)
        return left.length === 0 || undefined
      },
      () => new Error(`BatchWriteItem left ${left.length} items unwritten after many tries`),
    )
  }
}

async function getSome(keys: Key[], ConsistentRead: boolean): Promise<{ items: Raw[]; undone: Key[] }> {
  const { name } = table()
  const Keys = keys.map(({ PK, SK }) => ({ PK, SK }))
  const answer = await sendBatchGet({
    RequestItems: { [name]: { Keys, ConsistentRead } },
    ...RETURN_CAPACITY,
  })
  addCapacity("read", answer.ConsumedCapacity, Keys.map(kindOf))
  return {
    items: (answer.Responses?.[name] ?? []) as Raw[],
    undone: (answer.UnprocessedKeys?.[name]?.Keys ?? []) as Key[],
  }
}

async function putSome(items: Record<string, unknown>[]): Promise<Record<string, unknown>[]> {
  const { document, name } = table()
  const requests = items.map((Item) => ({ PutRequest: { Item } }))
  const answer = await document.send(
    new BatchWriteCommand({ RequestItems: { [name]: requests }, ...RETURN_CAPACITY }),
  )
  addCapacity("write", answer.ConsumedCapacity, (items as Key[]).map(kindOf))
  return (answer.UnprocessedItems?.[name] ?? []).map((request) => request.PutRequest?.Item ?? {})
}

/** `list` cut into pieces of at most `size`. */
export function chunks<T>(list: T[], size: number): T[][] {
  const pieces: T[][] = []
  for (let at = 0; at < list.length; at += size) pieces.push(list.slice(at, at + size))
  return pieces
}

function nameOf(key: Key): string {
  return `${key.PK}\n${key.SK}`
}
