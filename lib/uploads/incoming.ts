/**
 * Pictures that browsers put into the bucket themselves, by a form that we signed: a Lambda takes six megabytes at most.
 * Nobody but us reads them, and what nobody finishes goes after a day (infra/uploads.ts).
 */
import { config } from "#lib/config.ts"
import type { UploadName } from "./address.ts"
import { MAX_UPLOAD_BYTES } from "./pictures.ts"
import { openS3 } from "./s3-store.ts"

/** A form for one file: its fields, and the file behind them. */
export type Place = { id: string; url: string; fields: Record<string, string> }

/** Seconds for which a form is good: the largest picture on a slow telephone. */
const GOOD_FOR = 600

/** Whether there is a bucket to send them to. */
export const sentElsewhere = (): boolean => config().bucket !== undefined

const keyOf = ({ owner, id }: UploadName): string => `incoming/${owner}/${id}`.toLowerCase()

/** One picture may be put under this name, of the size that is taken and no larger. */
export async function placeFor(name: UploadName): Promise<Place> {
  const [{ s3 }, { createPresignedPost }] = await Promise.all([
    openS3(),
    import("@aws-sdk/s3-presigned-post"),
  ])
  const { url, fields } = await createPresignedPost(s3, {
    Bucket: config().bucket!.name,
    Key: keyOf(name),
    Conditions: [["content-length-range", 1, MAX_UPLOAD_BYTES]],
    Expires: GOOD_FOR,
  })
  return { id: name.id, url, fields }
}

/** What was put there, once: it is not there any more. */
export async function takeIncoming(name: UploadName): Promise<Uint8Array | undefined> {
  if (!sentElsewhere()) return undefined
  const { s3, GetObjectCommand, DeleteObjectCommand } = await openS3()
  const at = { Bucket: config().bucket!.name, Key: keyOf(name) }
  try {
    const { Body } = await s3.send(new GetObjectCommand(at))
    const bytes = await Body!.transformToByteArray()
    await s3.send(new DeleteObjectCommand(at))
    return bytes
  } catch (error) {
    if ((error as Error).name === "NoSuchKey") return undefined
    throw error
  }
}
