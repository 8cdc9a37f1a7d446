/** Items by their keys, one or many: DynamoDB may leave some undone, and then they are asked for again until done. */
import {
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  BatchWriteCommand,
} from "@aws-sdk/lib-dynamodb"
import { addCapacity, RETURN_CAPACITY } from "./capacity.ts"
import { throughDax } from "./dax.ts"
import { gather } from "./gather.ts"
import type { Key } from "./keys/key.ts"
import { kindOf } from "./keys/kinds.ts"
import type { Raw } from "./query.ts"
import { retry } from "./retry.ts"
import { sendBatchGet, sendGet } from "./send.ts"
import { table } from "./table.ts"

const MAX_GETS = 100
const MAX_PUTS = 25

/**
 * How items are read: consistently, or, of what is never written again once it is there, from DynamoDB's cache where there
 * is one. That something is not there the cache is not believed.
 */
type How = { consistent?: boolean; neverChanges?: never } | { consistent?: never; neverChanges: true }

/** The items of `keys`, in their order; undefined where there is none. Keys may repeat. */
export async function getMany(
  keys: Key[],
  { consistent = false, neverChanges }: How = {},
): Promise<(Raw | undefined)[]> {
  if (keys.length === 0) return []
  const read = (wanted: Key[]) => gather(wanted, consistent, () => getAll(wanted, consistent), getAll)
  const kept = neverChanges && !consistent && (await cached(keys))
  if (!kept) return read(keys)
  const missing = keys.filter((key) => !kept.has(nameOf(key)))
  const rest = missing.length > 0 ? await read(missing) : []
  for (const item of rest) if (item) kept.set(nameOf(item), item)
  return keys.map((key) => kept.get(nameOf(key)))
}

/** Those that DynamoDB's cache gives. @returns undefined where it gives none of them */
async function cached(keys: Key[]): Promise<Map<string, Raw> | undefined> {
  const parts = await Promise.all(
    chunks(distinct(keys), MAX_GETS).map(async (some) => {
      const answer = await throughDax((dax) => dax.batchGet(batchOf(some, false)))
      return answer ? someIn(answer, some).items : []
    }),
  )
  const items = parts.flat()
  return items.length > 0 ? new Map(items.map((item) => [nameOf(item), item])) : undefined
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
  const found = new Map<string, Raw>()
  for (const some of chunks(distinct(keys), MAX_GETS)) {
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

type Some = { items: Raw[]; undone: Key[] }

const getSome = async (keys: Key[], consistent: boolean): Promise<Some> =>
  someIn(await sendBatchGet(batchOf(keys, consistent)), keys)

function batchOf(keys: Key[], ConsistentRead: boolean): BatchGetCommandInput {
  const Keys = keys.map(({ PK, SK }) => ({ PK, SK }))
  return { RequestItems: { [table().name]: { Keys, ConsistentRead } }, ...RETURN_CAPACITY }
}

function someIn(answer: BatchGetCommandOutput, keys: Key[]): Some {
  const { name } = table()
  addCapacity("read", answer.ConsumedCapacity, keys.map(kindOf))
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

function distinct(keys: Key[]): Key[] {
  return [...new Map(keys.map((key) => [nameOf(key), key])).values()]
}

function nameOf(key: Key): string {
  return `${key.PK}\n${key.SK}`
}
