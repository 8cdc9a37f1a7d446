/** The picture beside a member's name. Everybody sees it, wherever the name stands. */
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Avatar } from "#lib/db/items/uploads.ts"
import { deleteAvatar, putAvatar } from "#lib/db/writes/uploads.ts"
import { makeAvatar } from "#lib/uploads/pictures.ts"
import { filesIn } from "#lib/uploads/store.ts"
import { type Actor, requireMember } from "./actor.ts"
import { beginUpload } from "./uploads.ts"

/**
 * Puts a picture beside the actor's name, in place of the one that is there.
 * @param bytes the file as it was sent @throws ForumError unauthenticated, forbidden, limited, invalid
 */
export async function changeAvatar(actor: Actor, bytes: Uint8Array): Promise<Avatar> {
  const member = await beginUpload(actor)
  const files = await makeAvatar(bytes)
  const avatar = { user: member.id, version: newId(), createdAt: nowIso() }
  // First the files, under a name of their own: the item never leads to what is not there yet.
  await filesIn.avatar(avatar).put(files)
  await commit([putAvatar(avatar)])
  return avatar
}

/** Takes it away; the initials are there again. Also for who is suspended. @throws ForumError unauthenticated */
export async function removeAvatar(actor: Actor): Promise<void> {
  await commit([deleteAvatar(requireMember(actor).id)])
}
