/** Uploads in a bucket of Amazon S3, which only the forum reads: whoever asks is looked at first (docs/adr/0146). */
import type { S3Client } from "@aws-sdk/client-s3"
import { SECOND } from "#lib/base/clock.ts"
import type { UploadStore } from "./store.ts"

export type Opened = { s3: S3Client } & Pick<
  typeof import("@aws-sdk/client-s3"),
  | "CompleteMultipartUploadCommand"
  | "CreateMultipartUploadCommand"
  | "DeleteObjectCommand"
  | "DeleteObjectsCommand"
  | "GetObjectCommand"
  | "ListObjectsV2Command"
  | "PutObjectCommand"
  | "UploadPartCommand"
>

let opened: Promise<Opened> | undefined

/** Loaded when the first picture is asked for: a forum on one machine never needs it. */
export function openS3(): Promise<Opened> {
  opened ??= open()
  return opened
}

async function open(): Promise<Opened> {
  const { S3Client, ...commands } = await import("@aws-sdk/client-s3")
  const requestHandler = { connectionTimeout: 3 * SECOND, requestTimeout: 20 * SECOND }
  return { ...commands, s3: new S3Client({ requestHandler }) }
}

/** @param Bucket its name; region and credentials are those of the environment */
export function s3Store(Bucket: string): UploadStore {
  const ready = openS3()
  return {
    async put(Key, Body) {
      const { s3, PutObjectCommand } = await ready
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: "image/webp" }))
    },
    async get(Key) {
      const { s3, GetObjectCommand } = await ready
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }))
        return (await Body!.transformToByteArray()) as Uint8Array<ArrayBuffer>
      } catch (error) {
        if ((error as Error).name === "NoSuchKey") return undefined
        throw error
      }
    },
    async remove(folder) {
      const { s3, ListObjectsV2Command, DeleteObjectsCommand } = await ready
      // A list ends at a thousand names; what was deleted is no longer on the next.
      for (let more = true; more; ) {
        const { Contents = [], IsTruncated } = await s3.send(
          new ListObjectsV2Command({ Bucket, Prefix: `${folder}/` }),
        )
        if (Contents.length === 0) return
        const Objects = Contents.map(({ Key }) => ({ Key }))
        const { Errors = [] } = await s3.send(
          new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
        )
        if (Errors.length > 0) throw new Error(`S3 kept ${Errors[0]!.Key}: ${Errors[0]!.Code}`)
        more = IsTruncated === true
      }
    },
  }
}

/** For tests: the next store opens its client anew. */
export function forgetS3(): void {
  opened = undefined
}
