/**
 * Reads the table's stream by GetRecords: every shard in order, a parent before its children. Amazon has many
 * shards, which open and close; the embedded engine has one for ever.
 */
import { DescribeTableCommand } from "@aws-sdk/client-dynamodb"
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  type DynamoDBStreamsClientConfig,
  GetRecordsCommand,
  type GetRecordsCommandOutput,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  type Shard,
} from "@aws-sdk/client-dynamodb-streams"
import { now, SECOND } from "#lib/base/clock.ts"
import { type Change, changeOf, type StreamRecord } from "./change.ts"
import { quickly } from "./quick.ts"
import { clientSettings, table } from "./table.ts"

/** How far a stream was read. Numbers are the stream's own. */
export type Position = {
  /** Which stream: a table that was made anew has another one. */
  stream: string
  /** Added to the stream's numbers: 0 until those of a shard begin anew. */
  base: string
  /** The last number read of each shard; NOTHING, ALL of a shard that has closed, or LATEST of one that is read from now on. */
  shards: Record<string, string>
}

export type Batch = {
  changes: Change[]
  /** How far the stream is read when these are applied. */
  position: Position
  /** Whether more was there already than one read brings. */
  isFull: boolean
  /** Whether there may be changes that nobody will be told of: Amazon keeps them for a day, and a stream may be off. */
  isMissing: boolean
}

const NOTHING = ""
const ALL = "all"
const LATEST = "latest"
/** What GetRecords brings at most. */
const MOST_RECORDS = 1000
/** How often to look whether Amazon has opened new shards, while none of those known has closed. */
const LOOK_AGAIN = 30 * SECOND

/** A reader that begins after `from`, or where the stream does: with what is a day old at most. */
export async function openStream(from?: Position): Promise<StreamReader> {
  const stream = await latestStream()
  const reader = new StreamReader(streams(), from ?? { stream, base: "0", shards: {} })
  await reader.goOnWith(stream)
  return reader
}

/** A reader that is told only what is written from now on. */
export async function openStreamNow(): Promise<StreamReader> {
  const stream = await latestStream()
  const reader = new StreamReader(streams(), { stream, base: "0", shards: {} })
  await reader.goOnWith(stream)
  await reader.passOver()
  return reader
}

function streams(): DynamoDBStreamsClient {
  const client = new DynamoDBStreamsClient(clientSettings(table().options) as DynamoDBStreamsClientConfig)
  client.middlewareStack.remove("loggerMiddleware")
  return client
}

async function latestStream(): Promise<string> {
  const { client, name } = table()
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }))
  // The address of a stream that was switched off stays there for a day.
  if (!Table?.LatestStreamArn || !Table.StreamSpecification?.StreamEnabled)
    throw new Error(`The table ${name} has no stream: enable one with new and old images.`)
  return Table.LatestStreamArn
}

/** Not smaller than any number given out so far. */
export function highest({ base, shards }: Position): string {
  const numbers = Object.values(shards).filter((last) => /^\d+$/.test(last))
  return String(numbers.reduce((sum, last) => sum + BigInt(last), BigInt(base)))
}

export class StreamReader {
  #client: DynamoDBStreamsClient
  #position: Position
  #known: Shard[] = []
  #iterators = new Map<string, string>()
  #lookedAt = 0
  #isMissing = false

  constructor(client: DynamoDBStreamsClient, position: Position) {
    this.#client = client
    this.#position = position
  }

  get position(): Position {
    return { ...this.#position, shards: { ...this.#position.shards } }
  }

  /** What has come since the last call: nothing, when nothing has. Reads on from there at the next one. */
  async read(): Promise<Batch> {
    if (now() - this.#lookedAt > LOOK_AGAIN) await this.#look()
    const open = this.#known.filter((shard) => this.#isReadable(shard))
    const answers = await Promise.all(open.map(({ ShardId }) => this.#records(ShardId!)))
    // Only when all have answered: what one shard told must not be lost when another one fails.
    for (const [i, { ShardId }] of open.entries()) this.#goOn(ShardId!, answers[i]!)
    const { base } = this.#position
    const changes = open.flatMap(({ ShardId }, i) =>
      (answers[i]!.Records ?? []).map((record) =>
        changeOf(record as StreamRecord, { shard: ShardId!, base }),
      ),
    )
    const isMissing = this.#isMissing
    this.#isMissing = false
    return {
      changes,
      position: this.position,
      isMissing,
      isFull: answers.some(({ Records = [] }) => Records.length >= MOST_RECORDS),
    }
  }

  close(): void {
    this.#client.destroy()
  }

  /**
   * The table's stream of now: another one than before, when it was switched off and on, or when the table was restored
   * into a new one. What was written between the two, nobody is told.
   */
  async goOnWith(stream: string): Promise<void> {
    if (stream !== this.#position.stream) {
      this.#isMissing = true
      this.#iterators.clear()
      this.#position = { ...this.#position, stream }
    }
    await this.#describe()
  }

  /** Leaves out what the shards that there are have told so far. */
  async passOver(): Promise<void> {
    await Promise.all(
      this.#known.map(async ({ ShardId }) => {
        this.#position.shards[ShardId!] = LATEST
        this.#iterators.set(ShardId!, (await this.#iterator(ShardId!))!)
      }),
    )
  }

  /** Learns which shards there are; when all have closed, whether there is another stream by now. */
  async #look(): Promise<void> {
    await this.#describe()
    const isOver = this.#known.every(({ ShardId }) => this.#position.shards[ShardId!] === ALL)
    if (!isOver) return
    const stream = await latestStream()
    if (stream !== this.#position.stream) await this.goOnWith(stream)
  }

  async #describe(): Promise<void> {
    const known: Shard[] = []
    let ExclusiveStartShardId: string | undefined
    do {
      const { StreamDescription } = await this.#client.send(
        new DescribeStreamCommand({ StreamArn: this.#position.stream, ExclusiveStartShardId }),
      )
      known.push(...(StreamDescription?.Shards ?? []))
      ExclusiveStartShardId = StreamDescription?.LastEvaluatedShardId
    } while (ExclusiveStartShardId)
    const ids = new Set(known.map(({ ShardId }) => ShardId))
    for (const [id, last] of Object.entries(this.#position.shards)) {
      if (ids.has(id)) continue
      // One that was not read to its end has told what nobody heard.
      this.#isMissing ||= last !== ALL
      delete this.#position.shards[id]
    }
    this.#known = known
    this.#lookedAt = now()
  }

  /**
   * For a stream that tells nothing although something was written: when all that it holds lies before the place to
   * which it was read, its numbers began anew, and it is read from its beginning by numbers that follow the old ones.
   * Reads all of it to be sure (DescribeStream of the embedded engine does not know where it ends).
   * @returns whether it was so
   */
  async beginAnew(): Promise<boolean> {
    for (const { ShardId } of this.#known) {
      const last = this.#position.shards[ShardId!] ?? NOTHING
      if (!/^\d+$/.test(last)) continue
      let end = 0n
      let ShardIterator = await this.#iterator(ShardId!, true)
      while (ShardIterator) {
        const { Records = [], NextShardIterator } = await this.#client.send(
          new GetRecordsCommand({ ShardIterator, Limit: MOST_RECORDS }),
        )
        if (Records.length === 0) break
        end = BigInt(Records.at(-1)?.dynamodb?.SequenceNumber ?? 0)
        ShardIterator = NextShardIterator
      }
      if (end >= BigInt(last)) return false
    }
    this.#position = { ...this.#position, base: highest(this.#position), shards: {} }
    this.#iterators.clear()
    return true
  }

  /** Not yet read to its end, and its parent is: what happened to a key is told in order. */
  #isReadable({ ShardId, ParentShardId }: Shard): boolean {
    if (this.#position.shards[ShardId!] === ALL) return false
    const hasParent = this.#known.some((one) => one.ShardId === ParentShardId)
    return !hasParent || this.#position.shards[ParentShardId!] === ALL
  }

  #goOn(id: string, { Records = [], NextShardIterator }: GetRecordsCommandOutput): void {
    const last = Records.at(-1)?.dynamodb?.SequenceNumber
    if (last) this.#position.shards[id] = last
    if (NextShardIterator) {
      this.#iterators.set(id, NextShardIterator)
      return
    }
    this.#position.shards[id] = ALL
    this.#iterators.delete(id)
    // Its children are there by now.
    this.#lookedAt = 0
  }

  async #records(id: string): Promise<GetRecordsCommandOutput> {
    try {
      const ShardIterator = this.#iterators.get(id) ?? (await this.#iterator(id))
      return await this.#next(ShardIterator)
    } catch (error) {
      // An iterator is good for a quarter of an hour; a place that is a day old is gone.
      const { name } = error as Error
      if (name !== "ExpiredIteratorException" && name !== "TrimmedDataAccessException") throw error
      const isTrimmed = name === "TrimmedDataAccessException"
      // Who was told nothing yet has no number to go on from.
      this.#isMissing ||= isTrimmed || this.#position.shards[id] === LATEST
      const ShardIterator = await this.#iterator(id, isTrimmed)
      return this.#client.send(new GetRecordsCommand({ ShardIterator, Limit: MOST_RECORDS }))
    }
  }

  /** What came by the short way is as Lambda tells it: DynamoDB's own JSON. */
  #next(ShardIterator: string | undefined): Promise<GetRecordsCommandOutput> {
    const input = { ShardIterator, Limit: MOST_RECORDS }
    return quickly(
      table(),
      "DynamoDBStreams_20120810.GetRecords",
      () => input,
      (answer) => answer as unknown as GetRecordsCommandOutput,
      () => this.#client.send(new GetRecordsCommand(input)),
    )
  }

  async #iterator(ShardId: string, fromStart = false): Promise<string | undefined> {
    const last = fromStart ? NOTHING : (this.#position.shards[ShardId] ?? NOTHING)
    const { ShardIterator } = await this.#client.send(
      new GetShardIteratorCommand({
        StreamArn: this.#position.stream,
        ShardId,
        ...placeAfter(last),
      }),
    )
    return ShardIterator
  }
}

function placeAfter(
  last: string,
): Pick<GetShardIteratorCommandInput, "ShardIteratorType" | "SequenceNumber"> {
  if (last === NOTHING) return { ShardIteratorType: "TRIM_HORIZON" }
  if (last === LATEST) return { ShardIteratorType: "LATEST" }
  return { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: last }
}
