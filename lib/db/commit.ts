/**
 * Sends writes. A write is a value: what to put, update or delete, under which condition, and the refusal to
 * raise when the condition fails. Only this file sends them.
 */
import { randomUUID } from "node:crypto"
import { ConditionalCheckFailedException, TransactionCanceledException } from "@aws-sdk/client-dynamodb"
import type {
  DeleteCommandInput,
  PutCommandInput,
  TransactWriteCommandInput,
  UpdateCommandInput,
} from "@aws-sdk/lib-dynamodb"
import { ForumError } from "#lib/base/errors.ts"
import { addCapacity, RETURN_CAPACITY } from "./capacity.ts"
import type { Key } from "./keys/key.ts"
import { isBeside, kindOf } from "./keys/kinds.ts"
import { retry } from "./retry.ts"
import { sendDelete, sendPut, sendTransaction, sendUpdate } from "./send.ts"
import { table } from "./table.ts"
import { bundle } from "./together.ts"

/** A condition and the names and values that it and an update speak of. */
export type Expression = {
  condition?: string
  names?: Record<string, string>
  values?: Record<string, unknown>
}

type Refusal = {
  refusal?: () => Error
  /**
   * Whether it may be sent again after its answer was lost: its refusal then means that it is done, or once more
   * does no harm. Alone it goes as a plain request, which costs half. Everything else that has a condition goes as
   * a transaction even when alone, because a transaction's token makes the second sending a success.
   */
  repeatable?: true
}

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
 * Does all of `writes` or none, once, also when an answer is lost and the request is sent again.
 * @throws the refusal of the first write whose condition failed; ForumError conflict/busy after many conflicts
 */
export async function commit(writes: (Write | undefined)[]): Promise<void> {
  const all = writes.filter((write) => write !== undefined)
  if (all.length === 0) return
  const [first] = all
  const isPlain = all.length === 1 && first!.kind !== "check" && (first!.repeatable || !first!.condition)
  const alone = isPlain ? () => sendOne(first!) : transaction(all)
  const isOurs = table().options.engine === "embedded"
  await retry(isOurs ? () => bundle(all, alone, together) : alone, busy)
}

const busy = () => new ForumError("conflict", "busy")

/** Nothing was written: each of its parts can be sent by itself. */
const REFUSED_WHOLE = ["TransactionCanceledException", "TransactionConflictException", "ValidationException"]

/** What several want to write, in one transaction. @returns false when it was refused: then nothing is written */
async function together(writes: Write[]): Promise<boolean> {
  const TransactItems = transactItems(writes)
  const ClientRequestToken = randomUUID()
  try {
    return await retry(() => sendOnce({ TransactItems, ClientRequestToken }), busy)
  } catch (error) {
    if (REFUSED_WHOLE.includes((error as Error).name)) return false
    throw error
  }

  async function sendOnce(input: TransactWriteCommandInput): Promise<true | undefined> {
    try {
      const answer = await sendTransaction({ ...input, ...RETURN_CAPACITY })
      addCapacity(
        "write",
        answer.ConsumedCapacity,
        writes.map((write) => kindOf(keyOf(write))),
      )
      return true
    } catch (error) {
      if ((error as Error).name === "TransactionInProgressException") return undefined
      throw error
    }
  }
}

async function sendOne(write: Write): Promise<true | undefined> {
  const request = { ...transactItem(write), ...RETURN_CAPACITY }
  try {
    const answer =
      write.kind === "put"
        ? await sendPut(request as PutCommandInput)
        : write.kind === "update"
          ? await sendUpdate(request as UpdateCommandInput)
          : await sendDelete(request as DeleteCommandInput)
    addCapacity("write", answer.ConsumedCapacity, [kindOf(keyOf(write))])
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw write.refusal?.() ?? error
    // Another transaction holds the item: come again.
    if ((error as Error).name === "TransactionConflictException") return undefined
    throw error
  }
}

/** A transaction, and again the same one: its token stays while nobody knows what became of it. */
function transaction(writes: Write[]): () => Promise<true | undefined> {
  const TransactItems = transactItems(writes)
  let ClientRequestToken = randomUUID()
  return async () => {
    try {
      const answer = await sendTransaction({ TransactItems, ClientRequestToken, ...RETURN_CAPACITY })
      addCapacity("write", answer.ConsumedCapacity, [kindOf(keyOf(mainOf(writes)))])
      return true
    } catch (error) {
      // The same request is still being worked on (a retry after a lost answer).
      if ((error as Error).name === "TransactionInProgressException") return undefined
      if (!(error instanceof TransactionCanceledException)) throw error
      ClientRequestToken = randomUUID()
      return whyCancelled(error, writes)
    }
  }
}

/** What a transaction is about: what comes with it is paid for by it. Limits are what many others come with. */
function mainOf(writes: Write[]): Write {
  return writes.find((write) => write.kind !== "check" && !isBeside(keyOf(write))) ?? writes[0]!
}

const keyOf = (write: Write): Key => (write.kind === "put" ? (write.item as Key) : write.key)

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

function transactItems(writes: Write[]): TransactWriteCommandInput["TransactItems"] {
  return writes.map((write) => ({ [OPERATION[write.kind]]: transactItem(write) }))
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
