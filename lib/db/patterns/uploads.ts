/** Reads of uploads and of members' pictures. */
import { get, getMany } from "../batch.ts"
import { type Avatar, Avatars, type Upload, type UploadRef, Uploads } from "../items/uploads.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { avatarKey, UNUSED_UPLOADS, uploadKey } from "../keys/uploads.ts"
import { query } from "../query.ts"
import type { Place, Some } from "./belongings.ts"

/** AP-145: an upload. */
export async function getUpload(
  { owner, id }: UploadRef,
  options: { consistent?: boolean } = {},
): Promise<Upload | undefined> {
  return Uploads.read(await get(uploadKey(owner, id), options))
}

/** AP-145b: the uploads that a text names, consistently: they were made a moment ago. */
export async function getUploads(refs: UploadRef[]): Promise<Upload[]> {
  const keys = refs.map(({ owner, id }) => uploadKey(owner, id))
  return Uploads.readAll(await getMany(keys, { consistent: true }))
}

/** AP-146: uploads that no post shows since before a time (ISO 8601), the oldest first. */
export async function unusedUploads(before: string, limit: number): Promise<Upload[]> {
  const { items } = await query({ index: "GSI3", pk: UNUSED_UPLOADS, between: ["0", before], limit })
  return Uploads.readAll(items)
}

/** AP-147: what a member has uploaded, consistently: for their archive, and when they leave. */
export async function uploadsOf(
  owner: string,
  { after, limit }: { after?: Place; limit: number },
): Promise<Some<Upload>> {
  const { PK } = uploadKey(owner, "")
  const range = { pk: PK, beginsWith: PREFIX.upload, after, limit, consistent: true }
  const { items, last } = await query(range)
  return { items: Uploads.readAll(items), next: last }
}

/** AP-148: the picture beside a member's name. */
export async function getAvatar(
  user: string,
  options: { consistent?: boolean } = {},
): Promise<Avatar | undefined> {
  return Avatars.read(await get(avatarKey(user), options))
}
