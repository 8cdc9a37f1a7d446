/**
 * What is too large for a Lambda to answer: laid into the bucket, and fetched there by an address that is signed for it alone.
 * It is gone after a day (infra/uploads.ts).
 */
import { randomUUID } from "node:crypto"
import { config } from "#lib/config.ts"
import { type Opened, openS3 } from "./s3-store.ts"

/** Bytes that are held at a time. S3 takes no part under five megabytes but the last. */
const PART = 8 * 2 ** 20
/** Seconds in which the fetching must begin. */
const GOOD_FOR = 300

/** What the answer says of itself, which S3 says in its place. */
type Said = Partial<Record<"content-type" | "content-disposition" | "content-encoding", string>>
type At = { Bucket: string; Key: string; UploadId: string | undefined }

/** @returns an address that anybody can fetch it from who knows it, for some minutes */
export async function layDown(pieces: AsyncIterable<Buffer>, said: Said): Promise<string> {
  const [opened, { getSignedUrl }] = await Promise.all([openS3(), import("@aws-sdk/s3-request-presigner")])
  const { s3, CreateMultipartUploadCommand, CompleteMultipartUploadCommand, GetObjectCommand } = opened
  const place = { Bucket: config().bucket!.name, Key: `outgoing/${randomUUID()}` }
  const { UploadId } = await s3.send(
    new CreateMultipartUploadCommand({
      ...place,
      ContentType: said["content-type"],
      ContentDisposition: said["content-disposition"],
      ContentEncoding: said["content-encoding"],
    }),
  )
  // What breaks off on the way the bucket takes away by itself.
  const Parts = await partsOf(pieces, opened, { ...place, UploadId })
  await s3.send(new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts } }))
  return getSignedUrl(s3, new GetObjectCommand(place), { expiresIn: GOOD_FOR })
}

async function partsOf(pieces: AsyncIterable<Buffer>, { s3, UploadPartCommand }: Opened, at: At) {
  const parts: { PartNumber: number; ETag: string | undefined; ChecksumCRC32?: string }[] = []
  for await (const Body of inParts(pieces)) {
    const PartNumber = parts.length + 1
    const { ETag, ChecksumCRC32 } = await s3.send(new UploadPartCommand({ ...at, PartNumber, Body }))
    parts.push({ PartNumber, ETag, ...(ChecksumCRC32 && { ChecksumCRC32 }) })
  }
  return parts
}

async function* inParts(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const piece of pieces) {
    held.push(piece)
    size += piece.length
    if (size < PART) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}
