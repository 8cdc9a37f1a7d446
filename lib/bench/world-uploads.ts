/** Pictures in the forum that is measured: the same whatever the forum's size. */
import { mintId } from "#lib/base/ids.ts"
import type { Person } from "#lib/db/items/entity.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { Avatars, Uploads, UploadUsages } from "#lib/db/items/uploads.ts"

/** The first half is shown by posts, the other waits to be deleted. */
export const UPLOADS = Array.from({ length: 60 }, (_, n) => mintId(n, `upload${n}`))

export function uploadItems(ann: Person, posts: Post[]): Record<string, unknown>[] {
  const at = posts[0]!.createdAt
  const size = { width: 1920, height: 1280, widths: [480, 960, 1920], bytes: 900_000 }
  const items = UPLOADS.map((id, n) =>
    Uploads.encode({
      ...{ owner: ann.id, id, ...size, createdAt: at },
      ...(n < 30 ? { uses: new Set([posts[n + 1]!.id]) } : { unusedSince: at }),
    }),
  )
  return [
    ...items,
    UploadUsages.encode({ owner: ann.id, bytes: 60 * size.bytes, count: UPLOADS.length }),
    Avatars.encode({ user: ann.id, version: mintId(1, "avatar"), createdAt: at }),
  ]
}
