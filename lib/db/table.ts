/** The connection to the one table, on whichever engine the configuration names. */
import { randomUUID } from "node:crypto"
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  ResourceInUseException,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb"
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb"
import { SECOND, sleep } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"
import { TABLE } from "./definition.ts"
import { type MayBeQuick, openQuick } from "./quick.ts"
import { requireShape } from "./shape.ts"

export type Connection = MayBeQuick & {
  client: DynamoDBClient
  document: DynamoDBDocumentClient
  name: string
  /** How it was opened: the stream is reached the same way. */
  options: ConnectionOptions
}

/** `endpoint` unset means real AWS, with the credentials and region of the environment. */
export type ConnectionOptions = { engine?: "embedded" | "endpoint" | "aws"; endpoint?: string; name: string }

// On globalThis, because Next bundles this module once per entry and all must share one connection.
const shared = globalThis as typeof globalThis & { stoaTable?: Connection }

/** The connection in use; opened from the configuration at the first call. */
export function table(): Connection {
  shared.stoaTable ??= open(config().dynamodb)
  return shared.stoaTable
}

/** Connects to another table than the configured one: for tests and the command line. */
export function connect(options: ConnectionOptions): Connection {
  shared.stoaTable?.client.destroy()
  shared.stoaTable?.quick?.close()
  shared.stoaTable = open(options)
  return shared.stoaTable
}

/** A burst of writers waits for the engine, not for a socket; a connection that hangs is given up and tried again. */
const REQUESTS = {
  connectionTimeout: 3 * SECOND,
  requestTimeout: 15 * SECOND,
  httpAgent: { maxSockets: 200 },
  httpsAgent: { maxSockets: 200 },
}

/** The embedded engine listens on this machine only and checks no signature, which costs a tenth of a write. */
const unsigned = {
  signer: {
    sign: async <T>(request: T): Promise<T> => {
      const { headers } = request as { headers: Record<string, string> }
      headers.authorization =
        "AWS4-HMAC-SHA256 Credential=local/20000101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0"
      headers["x-amz-date"] = "20000101T000000Z"
      return request
    },
  },
}

/** Where the engine is and how it is spoken to, for the clients of the table and of its stream. */
export function clientSettings({ engine, endpoint }: ConnectionOptions): DynamoDBClientConfig {
  const local = { region: "local", credentials: { accessKeyId: "local", secretAccessKey: "local" } }
  return {
    // "standard" backs off with full jitter when the table throttles; eight tries reach about ten seconds.
    maxAttempts: 8,
    retryMode: "standard",
    requestHandler: REQUESTS,
    ...(endpoint && { endpoint, ...local }),
    ...(engine === "embedded" && unsigned),
  }
}

function open(options: ConnectionOptions): Connection {
  const client = new DynamoDBClient(clientSettings(options))
  // It prepares a log entry for each request, which nobody reads.
  client.middlewareStack.remove("loggerMiddleware")
  const document = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
  const { engine, endpoint, name } = options
  const quick = engine === "embedded" && endpoint ? { quick: openQuick(endpoint) } : {}
  return { client, document, name, options, ...quick, watchers: 0 }
}

type Middleware = Parameters<DynamoDBClient["middlewareStack"]["add"]>[0]

/** For tests and measurements: each request goes through `middleware` at the edge of the SDK, until the function given back is called. */
export function watchRequests(middleware: Middleware): () => void {
  const connection = table()
  const { middlewareStack } = connection.client
  const name = `watcher-${randomUUID()}`
  middlewareStack.add(middleware as never, { step: "deserialize", priority: "high", name })
  connection.watchers++
  return () => {
    if (middlewareStack.remove(name)) connection.watchers--
  }
}

/**
 * Creates the table when it is not there. May be called by two processes at once. @returns whether it was created
 * @throws ForeignTable where one of that name is there which is no forum's
 */
export async function ensureTable(): Promise<boolean> {
  const isNew = !(await exists()) && (await create())
  requireShape(await untilActive())
  await ensureExpiry()
  return isNew
}

async function exists(): Promise<boolean> {
  const { client, name } = table()
  try {
    await client.send(new DescribeTableCommand({ TableName: name }))
    return true
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false
    throw error
  }
}

async function create(): Promise<boolean> {
  const { client, name } = table()
  try {
    await client.send(new CreateTableCommand(createTableInput(name)))
    return true
  } catch (error) {
    if (error instanceof ResourceInUseException) return false
    throw error
  }
}

/** Also for a table whose creator died before it came to this. */
async function ensureExpiry(): Promise<void> {
  if (await hasExpiry()) return
  const { client, name } = table()
  const TimeToLiveSpecification = { AttributeName: TABLE.ttl, Enabled: true }
  try {
    await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }))
  } catch (error) {
    // Another process was quicker; DynamoDB has no error of its own for that.
    if (!(await hasExpiry())) throw error
  }
}

async function hasExpiry(): Promise<boolean> {
  const { client, name } = table()
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: name }))
  return ["ENABLED", "ENABLING"].includes(TimeToLiveDescription?.TimeToLiveStatus ?? "")
}

async function untilActive(): Promise<TableDescription> {
  const { client, name } = table()
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }))
    if (Table?.TableStatus === "ACTIVE") return Table
    await sleep(200)
  }
}

function createTableInput(name: string): CreateTableCommand["input"] {
  const indexes = Object.entries(TABLE.indexes)
  const keys = [TABLE, ...Object.values(TABLE.indexes)].flatMap(({ hashKey, rangeKey }) => [
    hashKey,
    rangeKey,
  ])
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: "S" })),
    KeySchema: keySchema(TABLE),
    GlobalSecondaryIndexes: indexes.map(([index, { hashKey, rangeKey, projection }]) => ({
      IndexName: index,
      KeySchema: keySchema({ hashKey, rangeKey }),
      Projection:
        typeof projection === "string"
          ? { ProjectionType: projection }
          : { ProjectionType: "INCLUDE", NonKeyAttributes: [...projection] },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: TABLE.stream },
  }
}

function keySchema(of: {
  hashKey: string
  rangeKey: string
}): { AttributeName: string; KeyType: "HASH" | "RANGE" }[] {
  return [
    { AttributeName: of.hashKey, KeyType: "HASH" },
    { AttributeName: of.rangeKey, KeyType: "RANGE" },
  ]
}
