/** Pictures that members upload, and the one beside their name. The bytes lie in the store (lib/uploads/store.ts). */
import { z } from "zod"
import { avatarKey, UNUSED_UPLOADS, unusedOrder, uploadKey, uploadUsageKey } from "../keys/uploads.ts"
import { entity } from "./entity.ts"

/** Which upload: its owner is part of its address. */
export const UploadRef = z.object({ owner: z.string(), id: z.string() })
export type UploadRef = z.output<typeof UploadRef>

export const UploadSchema = z.object({
  ...UploadRef.shape,
  /** Of the largest file, in pixels. */
  width: z.number(),
  height: z.number(),
  /** One file for each, in pixels, ascending; the last is `width`. */
  widths: z.array(z.number()),
  /** It moves; a file shows its first moment alone. */
  moving: z.literal(true).optional(),
  /** Of all its files. */
  bytes: z.number(),
  createdAt: z.string(),
  /** The posts that show it: who may read one of them may see it. A set, so that its changes need no version. */
  uses: z.set(z.string()).optional(),
  /** Since when no post shows it. It may stay here for a while after one does: `uses` is what holds. */
  unusedSince: z.string().optional(),
})
export type Upload = z.output<typeof UploadSchema>

export const Uploads = entity("Upload", UploadSchema, (upload) => ({
  ...uploadKey(upload.owner, upload.id),
  ...(upload.unusedSince && {
    GSI3PK: UNUSED_UPLOADS,
    GSI3SK: unusedOrder(upload.unusedSince, upload.id),
  }),
}))

export const UploadUsages = entity(
  "UploadUsage",
  z.object({ owner: z.string(), bytes: z.number(), count: z.number() }),
  ({ owner }) => uploadUsageKey(owner),
)

export const AvatarSchema = z.object({
  user: z.string(),
  /** Another one for each picture: names its files, and tells browsers whether theirs is still the one. */
  version: z.string(),
  createdAt: z.string(),
})
export type Avatar = z.output<typeof AvatarSchema>

export const Avatars = entity("Avatar", AvatarSchema, ({ user }) => avatarKey(user))
