/** What the table's stream tells: one change of one item, from DynamoDB's own record of it. */
import { createHash } from "node:crypto"
import type { AttributeValue } from "@aws-sdk/client-dynamodb"
import { unmarshall } from "@aws-sdk/util-dynamodb"
import { LRUCache } from "lru-cache"
import { mapIn, Unusual } from "./attributes.ts"
import type { Key } from "./keys/key.ts"
import type { Raw } from "./query.ts"

/** One change of one item, as the table's stream tells it. */
export type Change = {
  /** Its number, padded to 40 digits: comparable as text among the changes that one shard tells (see through.ts). */
  sequence: string
  /** The name of that shard, short. */
  shard: string
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
/** Of 2^48 names, two among the thousands of shards that a table ever has will not be the same. */
const NAME_LENGTH = 8
/** Who deletes at Amazon what has expired. */
const EXPIRY = "dynamodb.amazonaws.com"

/** Which shard; `base` tells apart what it told before its numbers began anew. */
export type Source = { shard: string; base?: string }

/**
 * A record in the shape of everything that reads the stream.
 * @param source where it was told; its base is added to the number
 */
export function changeOf({ dynamodb = {}, userIdentity }: StreamRecord, source: Source): Change {
  const { Keys, OldImage, NewImage, SequenceNumber = "0", ApproximateCreationDateTime } = dynamodb
  // DynamoDB's own JSON, which Lambda gives as well, has bytes as Base64 and times as numbers; the SDK what they are.
  const plain = typeof ApproximateCreationDateTime === "number" ? plainJson : bySdk
  const before = OldImage && plain(OldImage)
  const after = NewImage && plain(NewImage)
  const time = timeOf(ApproximateCreationDateTime)
  const principal = userIdentity?.PrincipalId ?? userIdentity?.principalId
  // The embedded engine deletes nothing by itself: what is deleted for it when it has expired looks the same.
  const expired = !after && before && (principal === EXPIRY || isOver(before, time))
  return {
    sequence: String(BigInt(SequenceNumber) + BigInt(source.base ?? "0")).padStart(DIGITS, "0"),
    shard: shardName(source),
    at: new Date(time).toISOString(),
    key: plain(Keys ?? {}) as Key,
    entityType: String((after ?? before)?.entityType ?? ""),
    ...(before && { before }),
    ...(after && { after }),
    ...(expired && { expired }),
  }
}

const bySdk = (image: Image): Raw => unmarshall(image as Record<string, AttributeValue>) as Raw

function plainJson(image: Image): Raw {
  try {
    return mapIn(image) as Raw
  } catch (error) {
    if (error instanceof Unusual) return bySdk(bytesOf(image))
    throw error
  }
}

const names = new LRUCache<string, string>({ max: 1_000 })

/**
 * Short, because each figure keeps it. Amazon gives no two shards one name, whatever the stream; the embedded engine
 * has one for each table, and goes on counting when a stream is switched off and on.
 */
export function shardName({ shard, base = "0" }: Source): string {
  const source = `${shard} ${base}`
  const known = names.get(source)
  if (known !== undefined) return known
  const name = createHash("sha256").update(source).digest("base64url").slice(0, NAME_LENGTH)
  names.set(source, name)
  return name
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
