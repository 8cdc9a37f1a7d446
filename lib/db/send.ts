/** Sends a request to the table: by the short way where there is one, else, and whenever that does not do, by the SDK. */
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  DeleteCommand,
  type DeleteCommandInput,
  type DeleteCommandOutput,
  GetCommand,
  type GetCommandInput,
  type GetCommandOutput,
  PutCommand,
  type PutCommandInput,
  type PutCommandOutput,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  type TransactWriteCommandOutput,
  UpdateCommand,
  type UpdateCommandInput,
  type UpdateCommandOutput,
} from "@aws-sdk/lib-dynamodb"
import { attributesOf, mapIn, type Wire } from "./attributes.ts"
import { quickly } from "./quick.ts"
import { table } from "./table.ts"

export const sendGet = (input: GetCommandInput): Promise<GetCommandOutput> =>
  send("GetItem", input, () => table().document.send(new GetCommand(input)))

export const sendBatchGet = (input: BatchGetCommandInput): Promise<BatchGetCommandOutput> =>
  send("BatchGetItem", input, () => table().document.send(new BatchGetCommand(input)))

export const sendQuery = (input: QueryCommandInput): Promise<QueryCommandOutput> =>
  send("Query", input, () => table().document.send(new QueryCommand(input)))

export const sendPut = (input: PutCommandInput): Promise<PutCommandOutput> =>
  send("PutItem", input, () => table().document.send(new PutCommand(input)))

export const sendUpdate = (input: UpdateCommandInput): Promise<UpdateCommandOutput> =>
  send("UpdateItem", input, () => table().document.send(new UpdateCommand(input)))

export const sendDelete = (input: DeleteCommandInput): Promise<DeleteCommandOutput> =>
  send("DeleteItem", input, () => table().document.send(new DeleteCommand(input)))

export const sendTransaction = (input: TransactWriteCommandInput): Promise<TransactWriteCommandOutput> =>
  send("TransactWriteItems", input, () => table().document.send(new TransactWriteCommand(input)))

function send<O>(operation: string, input: object, bySdk: () => Promise<O>): Promise<O> {
  return quickly<O>(
    table(),
    `DynamoDB_20120810.${operation}`,
    () => wireOf(input as Wire),
    (answer) => read(answer) as O,
    bySdk,
  )
}

/** Where requests have items, parts of them, or values. */
const MAPS = ["Item", "Key", "ExclusiveStartKey", "ExpressionAttributeValues"]

function wireOf(input: Wire): Wire {
  const wire = { ...input }
  for (const name of MAPS) if (wire[name]) wire[name] = attributesOf(wire[name])
  const { TransactItems, RequestItems } = input
  if (TransactItems)
    wire.TransactItems = (TransactItems as Record<string, Wire>[]).map((one) => each(one, wireOf))
  if (RequestItems)
    wire.RequestItems = each(RequestItems as Record<string, Wire>, (of) => ({
      ...of,
      Keys: (of.Keys as object[]).map(attributesOf),
    }))
  return wire
}

type Items = Wire[]

function read(answer: Wire): Wire {
  const { Item, Items, LastEvaluatedKey, Responses, UnprocessedKeys } = answer
  if (Item) answer.Item = mapIn(Item as Wire)
  if (Items) answer.Items = (Items as Items).map(mapIn)
  if (LastEvaluatedKey) answer.LastEvaluatedKey = mapIn(LastEvaluatedKey as Wire)
  if (Responses) answer.Responses = each(Responses as Record<string, Items>, (items) => items.map(mapIn))
  if (UnprocessedKeys)
    answer.UnprocessedKeys = each(UnprocessedKeys as Record<string, Wire>, (of) => ({
      ...of,
      Keys: (of.Keys as Items).map(mapIn),
    }))
  return answer
}

const each = <T, R>(of: Record<string, T>, make: (one: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(of).map(([name, one]) => [name, make(one)]))
