/** Writes of posts, their sources and reactions, as values for commit(). */
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import { counted } from "../items/counted.ts"
import type { Removal } from "../items/entity.ts"
import {
  type PageMark,
  PageMarks,
  PageStarts,
  type Post,
  Posts,
  type Reaction,
  Reactions,
  type Revision,
  Revisions,
} from "../items/posts.ts"
import { byAuthor, removedByAuthor } from "../keys/indexes.ts"
import { pageKey, pageStartKey, postKey, reactionKey } from "../keys/posts.ts"
import { overtaken } from "../retry.ts"

const taken = () => new ForumError("conflict", "id-taken")
const edited = () => new ForumError("conflict", "edited-meanwhile")

export function putPost(post: Post): Write {
  return { kind: "put", item: Posts.encode(post), condition: IS_NEW, refusal: taken }
}

/** The first post of a new topic, whose row counts it from the beginning. */
export function putFirstPost(post: Post): Write {
  return { ...putPost(post), kind: "put", item: counted(Posts.encode(post)) }
}

export function putRevision(revision: Revision): Write {
  return { kind: "put", item: Revisions.encode(revision), condition: IS_NEW, refusal: edited }
}

/** Replaces what a post shows, if it still has the version that was edited. */
export function rewritePost(
  post: Post,
  change: Pick<Post, "html" | "renderer" | "mentions" | "quotes" | "uploads"> & { at: string },
): Write {
  const uploads = change.uploads?.length ? change.uploads : undefined
  return {
    kind: "update",
    key: postKey(post.topic, post.id),
    update: [
      "SET html = :html, renderer = :renderer, editedAt = :at, version = version + :one",
      `mentions = :mentions, quotes = :quotes${uploads ? ", uploads = :uploads" : " REMOVE uploads"}`,
    ].join(", "),
    condition: "version = :version AND attribute_not_exists(removed)",
    values: {
      ":html": change.html,
      ":renderer": change.renderer,
      ":mentions": change.mentions ?? [],
      ":quotes": change.quotes ?? [],
      ...(uploads && { ":uploads": uploads }),
      ":at": change.at,
      ":one": 1,
      ":version": post.version,
    },
    refusal: edited,
  }
}

/** Takes a post out of sight; it leaves its author's list for that of what was removed. */
/** Something beside its text has changed, which the history says: a revision goes along. */
export function raiseVersion(post: Pick<Post, "topic" | "id" | "version">): Write {
  return {
    kind: "update",
    key: postKey(post.topic, post.id),
    update: "SET version = version + :one",
    condition: "version = :version",
    values: { ":version": post.version, ":one": 1 },
    refusal: overtaken,
  }
}

export function markPostRemoved(post: Post, removed: Removal): Write {
  return {
    kind: "update",
    repeatable: true,
    key: postKey(post.topic, post.id),
    update: "SET removed = :removed, GSI1PK = :author",
    condition: `${EXISTS} AND attribute_not_exists(removed)`,
    values: { ":removed": removed, ":author": removedByAuthor("POST", post.author.id) },
    refusal: overtaken,
  }
}

export function markPostRestored(post: Post): Write {
  return {
    kind: "update",
    repeatable: true,
    key: postKey(post.topic, post.id),
    update: "SET GSI1PK = :author, GSI1SK = :sort REMOVE removed",
    condition: "attribute_exists(removed)",
    values: { ":author": byAuthor("POST", post.author.id), ":sort": `${post.createdAt}#${post.id}` },
    refusal: overtaken,
  }
}

/** Goes with what may be done only to a post that is there. */
export function checkNotRemoved(post: Post): Write {
  return {
    kind: "check",
    key: postKey(post.topic, post.id),
    condition: `${EXISTS} AND attribute_not_exists(removed)`,
    refusal: overtaken,
  }
}

/** @param refusal raised when the member likes the post already */
export function putReaction(reaction: Reaction, refusal: () => Error): Write {
  return { kind: "put", item: Reactions.encode(reaction), condition: IS_NEW, refusal }
}

/** @param refusal raised when the member does not like the post */
export function deleteReaction(post: string, user: string, refusal: () => Error): Write {
  return { kind: "delete", key: reactionKey(post, user), condition: EXISTS, refusal }
}

/** A page's start, by number and by post. Without a condition: whoever computes it computes the same. */
export function putPageMark(mark: PageMark): Write[] {
  return [
    { kind: "put", item: PageMarks.encode(mark) },
    { kind: "put", item: PageStarts.encode(mark) },
  ]
}

/** A post that no page begins with any more. Without a condition: what is gone is gone. */
export function deletePageStart({ topic, post }: PageMark): Write {
  return { kind: "delete", key: pageStartKey(topic, post) }
}

/** A page that there is no more. */
export function deletePageMark({ topic, page }: Pick<PageMark, "topic" | "page">): Write {
  return { kind: "delete", key: pageKey(topic, page) }
}
