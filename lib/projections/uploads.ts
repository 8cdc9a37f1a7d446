/** What is gone from the table goes from the store: the files of uploads, and of pictures beside names. */
import { Avatars, Uploads } from "#lib/db/items/uploads.ts"
import { filesIn } from "#lib/uploads/store.ts"
import { type Change, images, type Projection } from "./contract.ts"

export const uploads: Projection = {
  name: "uploads",
  entities: ["Upload", "Avatar"],
  async apply(changes) {
    for (const change of changes) await follow(change)
  },
}

/** Files are named by ids that come once: to delete them again, or late, deletes nothing else. */
async function follow(change: Change): Promise<void> {
  if (change.entityType === "Upload") {
    const { before, after } = images(Uploads, change)
    if (before && !after) await filesIn.upload(before).remove()
    return
  }
  const { before, after } = images(Avatars, change)
  if (before && before.version !== after?.version) await filesIn.avatar(before).remove()
}
