/** Writes of uploads and of members' pictures, as values for commit(). */
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import { type Avatar, Avatars, type Upload, type UploadRef, Uploads } from "../items/uploads.ts"
import { avatarKey, UNUSED_UPLOADS, unusedOrder, uploadKey, uploadUsageKey } from "../keys/uploads.ts"
import { overtaken } from "../retry.ts"

const gone = () => new ForumError("conflict", "upload-gone")

/**
 * Keeps an upload, as unused, and adds it to what its owner's uploads take.
 * @param most bytes that all of them may take
 * @throws (when sent) ForumError limited/uploads-full
 */
export function putUpload(upload: Upload, most: number): Write[] {
  const { owner, bytes } = upload
  return [
    { kind: "put", item: Uploads.encode(upload), condition: IS_NEW, refusal: gone },
    {
      kind: "update",
      key: uploadUsageKey(owner),
      update: "SET entityType = :type, #owner = :owner ADD #bytes :bytes, #count :one",
      condition: "attribute_not_exists(PK) OR #bytes <= :left",
      names: { "#owner": "owner", "#bytes": "bytes", "#count": "count" },
      values: { ":type": "UploadUsage", ":owner": owner, ":bytes": bytes, ":one": 1, ":left": most - bytes },
      refusal: () => new ForumError("limited", "uploads-full"),
    },
  ]
}

/** A post shows it from now on. @param most posts that may show it @throws (when sent) ForumError conflict/upload-gone, invalid/upload-used-up */
export function useUpload({ owner, id, uses }: Upload, post: string, most: number): Write {
  return {
    kind: "update",
    key: uploadKey(owner, id),
    update: "ADD #uses :posts REMOVE GSI3PK, GSI3SK, unusedSince",
    condition: `${EXISTS} AND (attribute_not_exists(#uses) OR size(#uses) < :most)`,
    names: { "#uses": "uses" },
    values: { ":posts": new Set([post]), ":most": most },
    refusal: () => ((uses?.size ?? 0) >= most ? new ForumError("invalid", "upload-used-up") : gone()),
  }
}

/** A post does not show it any more. That no other does is found out when it has been so for long. */
export function releaseUpload({ owner, id }: UploadRef, post: string, at: string): Write {
  return {
    kind: "update",
    key: uploadKey(owner, id),
    update: "SET GSI3PK = :unused, GSI3SK = :order, unusedSince = :at DELETE #uses :posts",
    condition: EXISTS,
    names: { "#uses": "uses" },
    values: {
      ":unused": UNUSED_UPLOADS,
      ":order": unusedOrder(at, id),
      ":at": at,
      ":posts": new Set([post]),
    },
    refusal: () => new ForumError("conflict", "busy"),
  }
}

/** It is shown after all, and need not be looked at again. Where that has changed meanwhile, there is nothing to do. */
export function keepUpload({ owner, id, unusedSince }: Upload): Write {
  return {
    kind: "update",
    repeatable: true,
    key: uploadKey(owner, id),
    update: "REMOVE GSI3PK, GSI3SK, unusedSince",
    condition: "unusedSince = :since AND attribute_exists(#uses)",
    names: { "#uses": "uses" },
    values: { ":since": unusedSince },
    refusal: overtaken,
  }
}

/** A draft names it: it is looked at again when it has been unused for as long again. */
export function deferUpload({ owner, id, unusedSince }: Upload, at: string): Write {
  return {
    kind: "update",
    repeatable: true,
    key: uploadKey(owner, id),
    update: "SET GSI3SK = :order, unusedSince = :at",
    condition: "unusedSince = :since AND attribute_not_exists(#uses)",
    names: { "#uses": "uses" },
    values: { ":order": unusedOrder(at, id), ":at": at, ":since": unusedSince },
    refusal: overtaken,
  }
}

/**
 * Takes an upload away, and from what its owner's uploads take; its files follow from the stream.
 * @param unused only if no post shows it
 */
export function deleteUpload({ owner, id, bytes }: Upload, { unused }: { unused: boolean }): Write[] {
  return [
    {
      kind: "delete",
      key: uploadKey(owner, id),
      condition: unused ? `${EXISTS} AND attribute_not_exists(#uses)` : EXISTS,
      ...(unused && { names: { "#uses": "uses" } }),
      refusal: overtaken,
    },
    {
      kind: "update",
      key: uploadUsageKey(owner),
      update: "ADD #bytes :bytes, #count :one",
      condition: EXISTS,
      names: { "#bytes": "bytes", "#count": "count" },
      values: { ":bytes": -bytes, ":one": -1 },
      refusal: overtaken,
    },
  ]
}

/** For who leaves and takes all of them along. Without a condition: what is gone is gone. */
export function eraseUpload({ owner, id }: UploadRef): Write {
  return { kind: "delete", key: uploadKey(owner, id) }
}

/** Without a condition: nobody looks at it once its owner has left, and what is gone is gone. */
export function deleteUploadUsage(owner: string): Write {
  return { kind: "delete", key: uploadUsageKey(owner) }
}

/** Without a condition: the picture chosen last is the one; the files of the one before follow from the stream. */
export function putAvatar(avatar: Avatar): Write {
  return { kind: "put", item: Avatars.encode(avatar) }
}

/** Without a condition: what is gone is gone. */
export function deleteAvatar(user: string): Write {
  return { kind: "delete", key: avatarKey(user) }
}
