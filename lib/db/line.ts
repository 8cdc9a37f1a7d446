/**
 * An item as one line of text, the same for the same item whoever read it: DynamoDB's own JSON with its names in order,
 * as Amazon writes and takes it (`{"Item":{"PK":{"S":"…"}}}`), bytes as Base64.
 */
import type { AttributeValue } from "@aws-sdk/client-dynamodb"
import { marshall } from "@aws-sdk/util-dynamodb"
import type { Raw } from "./query.ts"

/** As the table's client has it. */
export type Item = Record<string, AttributeValue>

/** What the document client gives, as the table has it. */
export const itemOf = (raw: Raw | Record<string, unknown>): Item =>
  marshall(raw, { removeUndefinedValues: true })

export function lineOf(item: Item): string {
  return JSON.stringify({ Item: ordered(item) })
}

/** @throws SyntaxError, TypeError where it is no such line */
export function itemIn(line: string): Item {
  const { Item } = JSON.parse(line) as { Item: Record<string, unknown> }
  return bytesBack(Item) as Item
}

function ordered(item: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(item).sort()
  return Object.fromEntries(names.map((name) => [name, value(item[name] as Record<string, unknown>)]))
}

function value(typed: Record<string, unknown>): unknown {
  const [[type, content] = ["NULL", true]] = Object.entries(typed)
  if (type === "B") return { B: base64(content) }
  if (type === "BS") return { BS: (content as Uint8Array[]).map(base64).sort() }
  if (type === "SS" || type === "NS") return { [type]: [...(content as string[])].sort() }
  if (type === "M") return { M: ordered(content as Record<string, unknown>) }
  if (type === "L") return { L: (content as Record<string, unknown>[]).map(value) }
  return { [type]: content }
}

const base64 = (bytes: unknown): string => Buffer.from(bytes as Uint8Array).toString("base64")
const bytes = (text: unknown): Uint8Array => Uint8Array.from(Buffer.from(String(text), "base64"))

function bytesBack(item: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(item).map(([name, typed]) => [name, back(typed as Record<string, unknown>)]),
  )
}

function back(typed: Record<string, unknown>): unknown {
  const [[type, content] = ["NULL", true]] = Object.entries(typed)
  if (type === "B") return { B: bytes(content) }
  if (type === "BS") return { BS: (content as string[]).map(bytes) }
  if (type === "M") return { M: bytesBack(content as Record<string, unknown>) }
  if (type === "L") return { L: (content as Record<string, unknown>[]).map(back) }
  return typed
}
