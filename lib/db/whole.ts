/**
 * The whole table, read and written as lines: for exports, backups and restores alone, which are an operator's jobs
 * (docs/adr/0300 says why a Scan is right there, and nowhere else).
 */
import {
  BatchWriteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  ScanCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb"
import { unmarshall } from "@aws-sdk/util-dynamodb"
import { SECOND, sleep } from "#lib/base/clock.ts"
import { addCapacity, RETURN_CAPACITY } from "./capacity.ts"
import type { Change } from "./change.ts"
import type { Key } from "./keys/key.ts"
import { type Item, itemIn, itemOf, lineOf } from "./line.ts"
import type { Raw } from "./query.ts"
import { retry } from "./retry.ts"
import { table } from "./table.ts"

/** An item, and where it belongs. */
export type Line = { entity: string; pk: string; sk: string; line: string }

/** What reading it consistently costs: one unit for 4 kB. Amazon counts anew every six hours; engines may not at all. */
export async function sizeOfTable(): Promise<{ items: number; bytes: number; units: number }> {
  const { client, name } = table()
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }))
  const bytes = Table?.TableSizeBytes ?? 0
  return { items: Table?.ItemCount ?? 0, bytes, units: Math.ceil(bytes / 4096) }
}

type Pace = {
  /** Parts that are read at the same time: on Amazon's engine each lies elsewhere. */
  segments: number
  /** Read units a second at most, on the average. */
  unitsPerSecond?: number
}

/**
 * Every item as it is when its turn comes, some at a time. On an engine of our own it rests as long as it worked: the
 * machine is there for those who read and write.
 */
export async function* allLines({ segments, unitsPerSecond }: Pace): AsyncGenerator<Line[]> {
  const { options } = table()
  const after: (Item | undefined | "end")[] = Array.from({ length: segments }, () => undefined)
  const began = performance.now()
  let units = 0
  while (after.some((one) => one !== "end")) {
    const start = performance.now()
    const pages = await Promise.all(
      after.map((from, n) => (from === "end" ? undefined : scanPage(n, segments, from))),
    )
    for (const [n, page] of pages.entries()) {
      if (!page) continue
      after[n] = page.last ?? "end"
      units += page.units
      yield page.items.map(placed)
    }
    if (options.engine === "embedded") await sleep(performance.now() - start)
    else if (unitsPerSecond)
      await sleep(Math.max(0, (units / unitsPerSecond) * SECOND - (performance.now() - began)))
  }
}

type Page = { items: Item[]; last: Item | undefined; units: number }

async function scanPage(Segment: number, TotalSegments: number, from: Item | undefined): Promise<Page> {
  const { client, name } = table()
  const answer = await client.send(
    new ScanCommand({
      TableName: name,
      // What the stream told before is in it, so that the later one of two states always comes last.
      ConsistentRead: true,
      ...(TotalSegments > 1 && { Segment, TotalSegments }),
      ...(from && { ExclusiveStartKey: from }),
      ...RETURN_CAPACITY,
    }),
  )
  addCapacity("read", answer.ConsumedCapacity, ["*"])
  const units = answer.ConsumedCapacity?.CapacityUnits ?? 0
  return { items: answer.Items ?? [], last: answer.LastEvaluatedKey, units }
}

function placed(item: Item): Line {
  const { PK, SK, entityType } = item
  return { entity: entityType?.S ?? "", pk: PK?.S ?? "", sk: SK?.S ?? "", line: lineOf(item) }
}

/** What a change leaves of its item: a line, or none where it was deleted. */
export function lineAfter({ key, entityType, after }: Change): Omit<Line, "line"> & { line?: string } {
  const at = { entity: entityType, pk: key.PK, sk: key.SK }
  return after ? { ...at, line: lineOf(itemOf(after)) } : at
}

/** A change as text, for who applies it elsewhere. */
export function textOfChange({ before, after, ...rest }: Change): string {
  return JSON.stringify({
    ...rest,
    ...(before && { before: lineOf(itemOf(before)) }),
    ...(after && { after: lineOf(itemOf(after)) }),
  })
}

/** @throws SyntaxError, TypeError where it is none */
export function changeIn(text: string): Change {
  const { before, after, ...rest } = JSON.parse(text) as Change & { before?: string; after?: string }
  return {
    ...rest,
    ...(before && { before: rawIn(before) }),
    ...(after && { after: rawIn(after) }),
  }
}

/** What an item of an archive says. */
export const rawIn = (line: string): Raw => unmarshall(itemIn(line)) as Raw

/** As many as one request takes. */
export const LINES_AT_ONCE = 25
/** All items of 400 kB would be too much for one request of 16 MB. */
const MOST_BYTES = 8_000_000

/** Puts items as lines say, whatever is there: at most 25. Only for restores, into a table that nobody uses. */
export async function putLines(lines: readonly string[]): Promise<void> {
  let some: string[] = []
  let size = 0
  for (const line of lines) {
    if (size + line.length > MOST_BYTES) {
      await send(some.map(putting))
      ;[some, size] = [[], 0]
    }
    some.push(line)
    size += line.length
  }
  await send(some.map(putting))
}

const putting = (line: string): WriteRequest => ({ PutRequest: { Item: itemIn(line) } })

/** Deletes by key, at most 25. */
export async function dropKeys(keys: readonly Key[]): Promise<void> {
  await send(keys.map(({ PK, SK }) => ({ DeleteRequest: { Key: { PK: { S: PK }, SK: { S: SK } } } })))
}

async function send(requests: WriteRequest[]): Promise<void> {
  const { client, name } = table()
  let left = requests
  await retry(
    async () => {
      if (left.length === 0) return true
      const answer = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [name]: left }, ...RETURN_CAPACITY }),
      )
      addCapacity("write", answer.ConsumedCapacity, ["*"])
      left = answer.UnprocessedItems?.[name] ?? []
      return left.length === 0 || undefined
    },
    () => new Error(`BatchWriteItem left ${left.length} items unwritten after many tries`),
  )
}

/** Some items of the table, to see whether there are any: their keys and what they are. */
export async function firstItems(limit: number): Promise<(Key & { entity: string })[]> {
  const { client, name } = table()
  const { Items = [], ConsumedCapacity } = await client.send(
    new ScanCommand({ TableName: name, ConsistentRead: true, Limit: limit, ...RETURN_CAPACITY }),
  )
  addCapacity("read", ConsumedCapacity, ["*"])
  return Items.map(placed).map(({ entity, pk, sk }) => ({ entity, PK: pk, SK: sk }))
}

/** Deletes the table in use: for scratch tables that this process has made. */
export async function deleteTable(): Promise<void> {
  const { client, name } = table()
  await client.send(new DeleteTableCommand({ TableName: name }))
}
