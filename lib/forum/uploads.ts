/** Pictures in texts: who may upload them, which posts show them, and so who may see them. */
import { DAY, nowIso } from "#lib/base/clock.ts"
import { ForumError, isForumError } from "#lib/base/errors.ts"
import { newId } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { HeldText } from "#lib/db/items/held.ts"
import type { Upload, UploadRef } from "#lib/db/items/uploads.ts"
import { heldTextsOf, heldTextsSince, lastHeldTexts } from "#lib/db/patterns/held.ts"
import { getUpload, getUploads } from "#lib/db/patterns/uploads.ts"
import { deleteUpload, putUpload, releaseUpload, useUpload } from "#lib/db/writes/uploads.ts"
import { spend } from "#lib/limits/spend.ts"
import { uploadsNamedIn } from "#lib/uploads/address.ts"
import { type Place, placeFor, sentElsewhere, takeIncoming } from "#lib/uploads/incoming.ts"
import { canMakePictures, makePicture } from "#lib/uploads/pictures.ts"
import { filesIn } from "#lib/uploads/store.ts"
import { authorize, can } from "./access.ts"
import { type Actor, GUEST, type Member, requireMember } from "./actor.ts"
import { isNewcomer } from "./newcomers.ts"
import { visibleCategory, visiblePost, visibleTopic } from "./visible.ts"

/** Of all pictures of one member: some 400 photographs, as they are kept. */
const MAX_MEMBER_BYTES = 500 * 2 ** 20
/** More do not fit into the transaction that writes a post, nor on anybody's screen. */
export const MAX_UPLOADS_IN_POST = 20
/** Whoever looks at a picture has its posts looked through until one may be read. */
export const MAX_USES = 20
/** What a draft names is not deleted then, but looked at again. */
export const UNUSED_FOR = 14 * DAY

/**
 * Lets the actor upload a picture, or says why not. Asked before the file is read, and paid for then: what is
 * cancelled or damaged costs as much.
 * @throws ForumError unauthenticated, forbidden, limited; conflict/uploads-off
 */
export async function beginUpload(actor: Actor): Promise<Member> {
  authorize(actor, "upload.create", {})
  const member = requireMember(actor)
  if (!(await canMakePictures())) throw new ForumError("conflict", "uploads-off", { field: "image" })
  await spend("upload.create", member.id)
  await spend(isNewcomer(member) ? "newcomer.upload" : "upload.create.daily", member.id)
  return member
}

/**
 * Where the actor may send one picture that is too large to be sent to us, paid for as one is.
 * @returns undefined where every picture is sent to us @throws ForumError as beginUpload
 */
export async function placeUpload(actor: Actor): Promise<Place | undefined> {
  if (!sentElsewhere()) return undefined
  const member = await beginUpload(actor)
  return placeFor({ owner: member.id, id: newId() })
}

/**
 * Keeps the picture that was sent there. The form for it is good for minutes, and each picture sent by it would be made: so
 * this is paid for, too. @throws ForumError limited; as upload; conflict/upload-gone where none was, or once more
 */
export async function finishUpload(actor: Actor, id: string): Promise<Uploaded> {
  authorize(actor, "upload.create", {})
  const member = requireMember(actor)
  await spend("upload.finish", member.id)
  const gone = () => new ForumError("conflict", "upload-gone")
  if (await getUpload({ owner: member.id, id }, { consistent: true })) throw gone()
  const bytes = await takeIncoming({ owner: member.id, id })
  if (!bytes) throw gone()
  return upload(member, bytes, id)
}

export type Uploaded = { upload: Upload; stilled: boolean }

/**
 * Keeps a picture for the texts of `member`, who may upload one (`beginUpload`). Until a post shows it only they see it.
 * @param bytes the file as it was sent @throws ForumError invalid, limited/uploads-full, conflict
 */
export async function upload(member: Member, bytes: Uint8Array, id = newId()): Promise<Uploaded> {
  const { files, width, height, widths, moving, stilled } = await makePicture(bytes)
  const at = nowIso()
  const made: Upload = {
    ...{ owner: member.id, id, width, height, widths, createdAt: at, unusedSince: at },
    ...(moving && { moving }),
    bytes: files.reduce((sum, file) => sum + file.bytes.length, 0),
  }
  // First the item: of what dies on the way the files are found and deleted with it.
  await commit(putUpload(made, MAX_MEMBER_BYTES))
  try {
    await filesIn.upload(made).put(files)
  } catch (error) {
    await commit(deleteUpload(made, { unused: true }))
    throw error
  }
  return { upload: made, stilled }
}

/** The uploads that a source may show, by their address; what is not there is left out. */
export async function uploadsIn(source: string): Promise<Upload[]> {
  const named = uploadsNamedIn(source)
  if (named.length > MAX_UPLOADS_IN_POST)
    throw new ForumError("invalid", "too-many-uploads", { field: "body" })
  return named.length > 0 ? getUploads(named) : []
}

/**
 * What changes for uploads when a post is written or edited. A post counts as a place of one's own pictures only:
 * nobody opens the picture of somebody else to others by naming it.
 * @param shown those that the text shows now · @param before what the post showed until now
 * @throws (when sent) ForumError conflict/upload-gone, invalid/upload-used-up
 */
export async function usesOf(
  member: Member,
  post: string,
  shown: Upload[],
  before: UploadRef[] = [],
  author = member.id,
): Promise<{ uploads: UploadRef[]; changes: Write[] }> {
  // Staff who put an old text back bring its author's pictures back.
  const owners = [member.id, author]
  const isIn = (some: UploadRef[]) => (one: UploadRef) => some.some(({ id }) => id === one.id)
  const kept = before.filter(isIn(shown))
  const added = shown.filter((one) => owners.includes(one.owner) && !isIn(before)(one))
  const dropped = await getUploads(before.filter((one) => !isIn(shown)(one)))
  const at = nowIso()
  return {
    uploads: [...kept, ...added.map(({ owner, id }) => ({ owner, id }))],
    changes: [
      ...added.map((one) => useUpload(one, post, MAX_USES)),
      ...dropped.map((one) => releaseUpload(one, post, at)),
    ],
  }
}

/** What a post keeps of them: nothing where there are none, as most have none. */
export const ifAny = (uploads: UploadRef[]): { uploads?: UploadRef[] } =>
  uploads.length > 0 ? { uploads } : {}

/** AP-149: whether the actor may see an upload: their own, or one that a post shows which they may read. */
export async function canSeeUpload(actor: Actor, { owner, id, uses }: Upload): Promise<boolean> {
  if (actor.kind === "member" && actor.id === owner) return true
  // Who decides about a text sees it before anybody else does.
  if (!uses && can(actor, "queue.see", {}) && (await isHeldFor(actor, { owner, id }))) return true
  for (const post of uses ?? []) {
    try {
      await visiblePost(actor, post)
      return true
    } catch (error) {
      if (!isForumError(error, "not-found")) throw error
    }
  }
  return false
}

/** Whether a text names it that waits, or was not approved, and is theirs to decide about. */
async function isHeldFor(actor: Actor, { owner, id }: UploadRef): Promise<boolean> {
  // A picture may have come into a text that waited before it was uploaded.
  const texts = [...(await heldTextsSince(owner, id)), ...(await lastHeldTexts(owner))]
  for (const text of texts.filter(({ state }) => state !== "withdrawn"))
    if (namedIn([text]).has(id) && can(actor, "case.see", { within: await placeOf(actor, text) })) return true
  return false
}

/** Where it would go, if the actor may read there. */
async function placeOf(actor: Actor, { topic, category }: HeldText): Promise<string | undefined> {
  try {
    if (topic) return (await visibleTopic(actor, topic)).topic.category
    return (await visibleCategory(actor, category)).id
  } catch (error) {
    if (isForumError(error, "not-found")) return undefined
    throw error
  }
}

/** Ids of the uploads that texts of a member name which wait for approval, or were not approved. */
export async function uploadsInHeld(owner: string): Promise<Set<string>> {
  return namedIn(await heldTextsOf(owner))
}

function namedIn(texts: HeldText[]): Set<string> {
  const waiting = texts.filter(({ state }) => state !== "approved")
  return new Set(waiting.flatMap(({ body }) => uploadsNamedIn(body)).map(({ id }) => id))
}

export type SeenUpload = { upload: Upload; isPublic: boolean }

/** An upload as the actor may see it, and whether everybody may. @throws ForumError not-found */
export async function visibleUpload(actor: Actor, ref: UploadRef): Promise<SeenUpload> {
  const found = await getUpload(ref)
  if (found && (await canSeeUpload(GUEST, found))) return { upload: found, isPublic: true }
  if (found && actor.kind === "member" && (await canSeeUpload(actor, found)))
    return { upload: found, isPublic: false }
  throw new ForumError("not-found", "upload-missing")
}
