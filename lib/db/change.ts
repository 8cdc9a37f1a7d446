/** What the table's stream tells: one change of one item, from DynamoDB's own record of it. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb"
import { unmarshall } from "@aws-sdk/util-dynamodb"
import type { Key } from "./keys/key.ts"
import type { Raw } from "./query.ts"

/** One change of one item, as the table's stream tells it. */
export type Change = {
  /** Place in the stream, padded to 40 digits: comparable as text, growing within one partition key. */
  sequence: string
  /** When it was written: ISO 8601. The embedded engine knows it to the second only. */
  at: string
  key: Key
  /** Of whichever image there is. */
  entityType: string
  /** The whole item before: absent when it is new. */
  before?: Raw
  /** The whole item after: absent when it was deleted. */
  after?: Raw
  /** Deleted because its time to live was over, and by nobody. */
  expired?: true
}

type Image = Record<string, unknown>

/** A record as GetRecords gives it, or as Lambda does: the same but for times, bytes and the case of two names. */
export type StreamRecord = {
  dynamodb?: {
    ApproximateCreationDateTime?: Date | number
    Keys?: Image
    OldImage?: Image
    NewImage?: Image
    SequenceNumber?: string
  }
  userIdentity?: { PrincipalId?: string; principalId?: string }
}

/** DynamoDB's own numbers have up to 40 digits. */
const DIGITS = 40
/** Who deletes at Amazon what has expired. */
const EXPIRY = "dynamodb.amazonaws.com"

/**
 * A record in the shape of everything that reads the stream.
 * @param base is added to its number: greater than nothing only after the stream's numbers began anew
 */
export function changeOf({ dynamodb = {}, userIdentity }: StreamRecord, base = 0n): Change {
  const { Keys, OldImage, NewImage, SequenceNumber = "0", ApproximateCreationDateTime } = dynamodb
  // Lambda gives bytes as Base64, the SDK as what they are; Lambda gives times as numbers.
  const isOfLambda = typeof ApproximateCreationDateTime === "number"
  const plain = (image: Image): Raw =>
    unmarshall((isOfLambda ? bytesOf(image) : image) as Record<string, AttributeValue>) as Raw
  const before = OldImage && plain(OldImage)
  const after = NewImage && plain(NewImage)
  const time = timeOf(ApproximateCreationDateTime)
  const principal = userIdentity?.PrincipalId ?? userIdentity?.principalId
  // The embedded engine deletes nothing by itself: what is deleted for it when it has expired looks the same.
  const expired = !after && before && (principal === EXPIRY || isOver(before, time))
  return {
    sequence: sequenceOf(SequenceNumber, base),
    at: new Date(time).toISOString(),
    key: plain(Keys ?? {}) as Key,
    entityType: String((after ?? before)?.entityType ?? ""),
    ...(before && { before }),
    ...(after && { after }),
    ...(expired && { expired }),
  }
}

/** A number of DynamoDB's as `Change.sequence`. */
export function sequenceOf(number: string, base = 0n): string {
  return String(BigInt(number) + base).padStart(DIGITS, "0")
}

/** Lambda gives seconds since 1970. */
function timeOf(given: Date | number | undefined): number {
  if (given instanceof Date) return given.getTime()
  return Math.round((given ?? 0) * 1000)
}

function isOver(item: Raw, time: number): boolean {
  return typeof item.expiresAt === "number" && item.expiresAt * 1000 <= time
}

function bytesOf(image: Image): Image {
  return Object.fromEntries(Object.entries(image).map(([name, value]) => [name, bytesIn(value as Image)]))
}

function bytesIn(value: Image): unknown {
  const [[type, content] = []] = Object.entries(value)
  if (type === "B") return { B: bytes(content) }
  if (type === "BS") return { BS: (content as unknown[]).map(bytes) }
  if (type === "M") return { M: bytesOf(content as Image) }
  if (type === "L") return { L: (content as Image[]).map(bytesIn) }
  return value
}

function bytes(content: unknown): unknown {
  return typeof content === "string" ? Uint8Array.from(Buffer.from(content, "base64")) : content
}
