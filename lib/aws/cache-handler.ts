/**
 * Next's cache handler where many instances serve pages: what is kept lies in a bucket, and the table says what is stale
 * (lib/web/tag-store.ts). It takes the place of OpenNext's, which forgets how long another instance wanted a page kept, and
 * knows nothing of seals. Entries are those of the page cache of one machine (lib/web/cache-handler.ts).
 */
import { deserialize, serialize } from "node:v8"
import { gunzipSync, gzipSync } from "node:zlib"
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3"
import { inBackground } from "#lib/base/background.ts"
import { asKept, type Context, isOld, type Stored, tagsOf } from "#lib/web/cache-handler.ts"
import type { Entry } from "#lib/web/page-cache.ts"
import { isStale, markStale } from "#lib/web/tag-store.ts"
import { trace } from "#lib/web/trace.ts"

/** `begun` is a moment here: when the request came that it was made for, so that nothing that it shows is older. */
type Kept = Pick<Entry, "tags" | "at" | "begun" | "cacheControl"> & { value: Stored }

let client: S3Client | undefined

export default class CacheHandler {
  async get(key: string, { tags = [], softTags = [] }: Context): Promise<unknown> {
    const kept = await read(key)
    // Too old: who asks makes it anew, and readers get the old one from the edge meanwhile.
    if (!kept || isOld(kept) || (await isStale([...kept.tags, ...tags, ...softTags], kept.begun))) return null
    return { value: kept.value, lastModified: kept.at, cacheControl: kept.cacheControl }
  }

  async set(key: string, value: Stored | null, context: Context): Promise<void> {
    const kept: Kept | null = value && {
      value: asKept(value),
      tags: tagsOf(value, context),
      cacheControl: context.cacheControl,
      begun: trace.getStore()?.begun ?? Date.now(),
      at: Date.now(),
    }
    // The answer need not wait; the Lambda does, before it ends.
    inBackground(
      () => write(key, kept),
      (error) => console.error(`${key} could not be kept:`, error),
    )
  }

  async revalidateTag(tags: string | string[]): Promise<void> {
    await markStale([tags].flat())
  }

  resetRequestCache(): void {}
}

/** What cannot be read is made: a bucket that is away costs time, and no page. */
async function read(key: string): Promise<Kept | undefined> {
  try {
    const { Body } = await bucket().send(new GetObjectCommand(placeOf(key)))
    return Body && (deserialize(gunzipSync(await Body.transformToByteArray())) as Kept)
  } catch (error) {
    if (!(error instanceof NoSuchKey)) console.error(`The kept ${key} could not be read:`, error)
    return undefined
  }
}

async function write(key: string, kept: Kept | null): Promise<void> {
  const place = placeOf(key)
  if (kept) await bucket().send(new PutObjectCommand({ ...place, Body: gzipSync(serialize(kept)) }))
  else await bucket().send(new DeleteObjectCommand(place))
}

function bucket(): S3Client {
  client ??= new S3Client({ region: process.env.CACHE_BUCKET_REGION })
  return client
}

/** Each build has its own: a page names files of the build that made it. */
function placeOf(key: string): { Bucket: string | undefined; Key: string } {
  const { CACHE_BUCKET_NAME, CACHE_BUCKET_KEY_PREFIX = "_cache", OPEN_NEXT_BUILD_ID = "" } = process.env
  const name = encodeURIComponent(key.replace(/^\//, ""))
  return { Bucket: CACHE_BUCKET_NAME, Key: `${CACHE_BUCKET_KEY_PREFIX}/${OPEN_NEXT_BUILD_ID}/${name}` }
}
