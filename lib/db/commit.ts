/**
 * Sends writes. A write is a value: what to put, update or delete, under which condition, and the refusal to
 * raise when the condition fails. Only this file sends them.
 */
import { ConditionalCheckFailedException, TransactionCanceledException } from "@aws-sdk/client-dynamodb"
import {
  DeleteCommand,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb"
import { ForumError } from "#lib/base/errors.ts"
import { addCapacity, returnCapacity } from "./capacity.ts"
import type { Key } from "./keys.ts"
import { retry } from "./retry.ts"
import { table } from "./table.ts"

/** A condition and the names and values that it and an update speak of. */
export type Expression = {
  condition?: string
  names?: Record<string, string>
  values?: Record<string, unknown>
}

type Refusal = { refusal?: () => Error }

export type Write = Refusal &
  Expression &
  (
    | { kind: "put"; item: Record<string, unknown> }
    | { kind: "update"; key: Key; update: string }
    | { kind: "delete"; key: Key }
    | { kind: "check"; key: Key; condition: string }
  )

/** DynamoDB's limit of one transaction. */
export const MAX_WRITES = 100

/**
 * Does all of `writes` or none. A single one goes as a plain request, which costs half.
 * @throws the refusal of the first write whose condition failed; ForumError conflict/busy after many conflicts
 */
export async function commit(writes: (Write | undefined)[]): Promise<void> {
  const all = writes.filter((write) => write !== undefined)
  if (all.length === 0) return
  const send =
    all.length === 1 && all[0]!.kind !== "check" ? () => sendOne(all[0]!) : () => sendTransaction(all)
  await retry(send, () => new ForumError("conflict", "busy"))
}

async function sendOne(write: Write): Promise<true | undefined> {
  const { document } = table()
  const request = { ...transactItem(write), ...returnCapacity() }
  try {
    const answer =
      write.kind === "put"
        ? await document.send(new PutCommand(request as PutCommand["input"]))
        : write.kind === "update"
          ? await document.send(new UpdateCommand(request as UpdateCommand["input"]))
          : await document.send(new DeleteCommand(request as DeleteCommand["input"]))
    addCapacity("write", answer.ConsumedCapacity)
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw write.refusal?.() ?? error
    // Another transaction holds the item: come again.
    if ((error as Error).name === "TransactionConflictException") return undefined
    throw error
  }
}

async function sendTransaction(writes: Write[]): Promise<true | undefined> {
  const input: TransactWriteCommandInput = {
    TransactItems: writes.map((write) => ({ [OPERATION[write.kind]]: transactItem(write) })),
    ...returnCapacity(),
  }
  try {
    const answer = await table().document.send(new TransactWriteCommand(input))
    addCapacity("write", answer.ConsumedCapacity)
    return true
  } catch (error) {
    if (error instanceof TransactionCanceledException) return whyCancelled(error, writes)
    // The same request is still being worked on (a retry after a lost answer).
    if ((error as Error).name === "TransactionInProgressException") return undefined
    throw error
  }
}

const OPERATION = { put: "Put", update: "Update", delete: "Delete", check: "ConditionCheck" } as const

/** Reasons come by position: a failed condition is final, anything that passes by itself is tried again. */
function whyCancelled(error: TransactionCanceledException, writes: Write[]): undefined {
  const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code ?? "None")
  const failed = codes.indexOf("ConditionalCheckFailed")
  if (failed >= 0) throw writes[failed]?.refusal?.() ?? error
  const passing = ["TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError"]
  if (codes.some((code) => passing.includes(code))) return undefined
  throw error
}

function transactItem(write: Write): Record<string, unknown> {
  return {
    TableName: table().name,
    ...(write.kind === "put" ? { Item: write.item } : { Key: write.key }),
    ...(write.kind === "update" && { UpdateExpression: write.update }),
    ...(write.condition && { ConditionExpression: write.condition }),
    ...(write.names && { ExpressionAttributeNames: write.names }),
    ...(write.values && { ExpressionAttributeValues: write.values }),
  }
}

/** The condition that makes a thing once: no item has this key yet. */
export const IS_NEW = "attribute_not_exists(PK)"
/** The condition of every change: never make an item out of half of one. */
export const EXISTS = "attribute_exists(PK)"
