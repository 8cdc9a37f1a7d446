import { z } from "zod"
import { byAuthor, byId, removedByAuthor } from "../keys/indexes.ts"
import { pageKey, pageStartKey, postKey, reactionKey, revisionKey } from "../keys/posts.ts"
import { entity, Person, Removal } from "./entity.ts"
import { UploadRef } from "./uploads.ts"

/** A post as it is shown. Its Markdown source is its newest revision. */
export const PostSchema = z.object({
  id: z.string(),
  topic: z.string(),
  author: Person,
  html: z.string(),
  /** The version of the renderer that made `html`. */
  renderer: z.number(),
  createdAt: z.string(),
  editedAt: z.string().optional(),
  version: z.number(),
  likeCount: z.number(),
  /** How many of the likes came with an import, which has no reactions for them. */
  importedLikes: z.number().optional(),
  /** Up to where in the stream its reactions are in `likeCount`. */
  appliedThrough: z.string().optional(),
  /** How it was last counted anew and put right. */
  corrected: z.string().optional(),
  replyTo: z.object({ id: z.string(), author: Person }).optional(),
  /** Ids of the members who are named, or quoted, in it or were in an earlier version: each is told of it once. */
  mentions: z.array(z.string()).optional(),
  quotes: z.array(z.string()).optional(),
  /** Written by an import: nobody is told of it. */
  imported: z.literal(true).optional(),
  /** Uploads that it shows: they know it, too, and may be seen by whoever may read it. */
  uploads: z.array(UploadRef).optional(),
  removed: Removal.optional(),
  /** By which sagas it came here, and from which topics: the last one can be undone first. */
  moves: z.array(z.object({ saga: z.string(), from: z.string() })).optional(),
  /** Where it lay before it came here: whoever tells of new posts does not tell of this one. */
  movedFrom: z.string().optional(),
  /** When its author left and took the words along: it cannot be restored. */
  erasedAt: z.string().optional(),
  /** The category in which it was written, wherever its topic lies now. Imported posts were written elsewhere. */
  writtenIn: z.string().optional(),
  /** Whether a topic was started with it, whatever became of the topic. */
  opens: z.literal(true).optional(),
})
export type Post = z.output<typeof PostSchema>

/** A removed post leaves the list by author for one of its own; it stays in its topic as a note that it was removed. */
export const Posts = entity("Post", PostSchema, (post) => ({
  ...postKey(post.topic, post.id),
  GSI2PK: byId("POST", post.id),
  GSI2SK: byId("POST", post.id),
  ...(!post.erasedAt && {
    GSI1PK: (post.removed ? removedByAuthor : byAuthor)("POST", post.author.id),
    GSI1SK: `${post.createdAt}#${post.id}`,
  }),
}))

export const RevisionSchema = z.object({
  post: z.string(),
  n: z.number(),
  /** Markdown, as it was typed. */
  source: z.string(),
  editor: Person,
  createdAt: z.string(),
  /** Of a first post: what its topic was called then. Imports and older versions do not say. */
  title: z.string().optional(),
  tags: z.array(z.string()).optional(),
})
export type Revision = z.output<typeof RevisionSchema>

export const Revisions = entity("Revision", RevisionSchema, ({ post, n }) => revisionKey(post, n))

export const ReactionSchema = z.object({
  post: z.string(),
  /** Where the post lay then: a hint for whoever counts. */
  topic: z.string().optional(),
  user: Person,
  createdAt: z.string(),
})
export type Reaction = z.output<typeof ReactionSchema>

export const Reactions = entity("Reaction", ReactionSchema, ({ post, user }) => reactionKey(post, user.id))

/** Where a page of a topic starts: found by number, and (PageStarts) by the post one looks for. */
export const PageMarkSchema = z.object({ topic: z.string(), page: z.number(), post: z.string() })
export type PageMark = z.output<typeof PageMarkSchema>

export const PageMarks = entity("PageMark", PageMarkSchema, ({ topic, page }) => pageKey(topic, page))
export const PageStarts = entity("PageStart", PageMarkSchema, ({ topic, post }) => pageStartKey(topic, post))
