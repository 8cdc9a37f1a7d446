/** What the table's stream told, as Lambda hands it over. */

import { DescribeTableCommand } from "@aws-sdk/client-dynamodb"
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams"
import type { StreamRecord } from "#lib/db/change.ts"
import { clientSettings, table } from "#lib/db/table.ts"
import type { StreamEvent } from "#lib/workers/stream.lambda.ts"

/** Everything that the table has told so far: one event, of one shard. */
export async function streamEvent(): Promise<Required<StreamEvent>> {
  const { client, name, options } = table()
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }))
  const StreamArn = Table?.LatestStreamArn
  const streams = new DynamoDBStreamsClient(clientSettings(options) as object)
  try {
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }))
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId
    const from = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" as const }
    let { ShardIterator } = await streams.send(new GetShardIteratorCommand(from))
    const Records: object[] = []
    for (;;) {
      const read = await streams.send(new GetRecordsCommand({ ShardIterator }))
      Records.push(...(read.Records ?? []))
      if (!read.Records?.length) return asLambda(Records, ShardId!, StreamArn!)
      ShardIterator = read.NextShardIterator
    }
  } finally {
    streams.destroy()
  }
}

/** Times are numbers there, bytes Base64, and an event says where it is from. */
function asLambda(Records: object[], shardId: string, eventSourceARN: string): Required<StreamEvent> {
  const plain = JSON.stringify({ Records, shardId }, function (this: Record<string, unknown>, key, value) {
    const own = this[key]
    if (own instanceof Date) return Math.floor(own.getTime() / 1000)
    if (own instanceof Uint8Array) return Buffer.from(own).toString("base64")
    return value
  })
  const event = JSON.parse(plain) as Required<StreamEvent>
  return { ...event, Records: event.Records.map((record) => ({ ...record, eventSourceARN })) }
}

/** Of it what a filter of infra/ lets through. */
export async function filteredEvent({ eventName, dynamodb }: StreamFilter): Promise<Required<StreamEvent>> {
  const event = await streamEvent()
  const types = dynamodb.NewImage.entityType.S
  const passes = (record: StreamRecord & { eventName?: string }): boolean =>
    eventName.includes(record.eventName ?? "") && types.includes(textIn(record, "entityType") ?? "")
  return { ...event, Records: event.Records.filter(passes) }
}

/** An attribute of what a record says that there is now. */
export function textIn({ dynamodb }: StreamRecord, name: string): string | undefined {
  return (dynamodb?.NewImage as Record<string, { S?: string }> | undefined)?.[name]?.S
}

/** As infra/sagas.ts writes one. */
export type StreamFilter = {
  eventName: string[]
  dynamodb: { NewImage: { entityType: { S: string[] } } }
}
