/** Access patterns of uploads. */
import * as uploads from "#lib/db/patterns/uploads.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { canSeeUpload } from "#lib/forum/uploads.ts"
import type { World } from "./world.ts"
import { UPLOADS } from "./world-uploads.ts"

const ref = (world: World, n = 0) => ({ owner: world.members[0]!.id, id: UPLOADS[n]! })

export const UPLOAD_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-145": (world) => uploads.getUpload(ref(world)),
  "AP-145b": (world) => uploads.getUploads(UPLOADS.slice(0, 20).map((_, n) => ref(world, n))),
  "AP-146": () => uploads.unusedUploads("3", 25),
  "AP-147": (world) => uploads.uploadsOf(world.members[0]!.id, { limit: 25 }),
  "AP-148": (world) => uploads.getAvatar(world.members[0]!.id),
  "AP-149": async (world) => canSeeUpload(GUEST, (await uploads.getUpload(ref(world)))!),
}
