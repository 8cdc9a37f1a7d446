/** The search index as it lies in the table: docs/adr/0090. */
import { z } from "zod"
import {
  searchBlockKey,
  searchContentsKey,
  searchFreshKey,
  searchGoneKey,
  searchTaskKey,
} from "../keys/search.ts"
import { entity } from "./entity.ts"

const Bytes = z.instanceof(Uint8Array)

/** Posts that were indexed together, cut into blocks by the hash of the term. Blocks never change. */
export const SegmentSchema = z.object({
  id: z.string(),
  /** Milliseconds at which it was begun: what was gone before is not in it. */
  asOf: z.number(),
  posts: z.number(),
  titleLength: z.number(),
  textLength: z.number(),
  blocks: z.number(),
  /** Size of the blocks before compression. */
  bytes: z.number(),
  /** Lowest and highest post id in it. */
  from: z.string(),
  to: z.string(),
  /** How many posts are in which language. */
  languages: z.record(z.string(), z.number()),
  /** Not written wholly yet, and so not searched. */
  hidden: z.boolean().optional(),
  /** Milliseconds until which whoever writes it is believed to be alive, while it is hidden. */
  until: z.number().optional(),
  /** The making (of the whole index anew) that it is a part of: it is hidden until that is over. */
  anew: z.string().optional(),
  /** Of one that is merged in turns: of what, and how many of how many parts are written. */
  making: z.object({ inputs: z.array(z.string()), parts: z.number(), done: z.number() }).optional(),
})
export type Segment = z.output<typeof SegmentSchema>

export const ContentsSchema = z.object({
  scope: z.string(),
  version: z.number(),
  segments: z.array(SegmentSchema),
  /** Segments that searches may still be reading, and since when nobody begins to. */
  garbage: z.array(z.object({ id: z.string(), blocks: z.number(), at: z.number() })),
  /** Who merges, and until when it is believed to be alive. */
  work: z.object({ owner: z.string(), until: z.number() }).optional(),
  /** Made anew from everything there is, by the making `id`: nothing that was indexed before `since` is true. */
  built: z.object({ id: z.string().optional(), since: z.number() }).optional(),
  /** What is made anew: since when, and which segments it takes the place of. */
  anew: z.object({ id: z.string(), since: z.number(), old: z.array(z.string()) }).optional(),
})
export type Contents = z.output<typeof ContentsSchema>
export const SearchContents = entity("SearchContents", ContentsSchema, ({ scope }) =>
  searchContentsKey(scope),
)

export const FreshSchema = z.object({
  scope: z.string(),
  post: z.string(),
  /** Milliseconds before the post was read: the higher is the newer. */
  stamp: z.number(),
  /** Whether a segment may hold an older state of it. */
  replaces: z.boolean(),
  bytes: Bytes,
})
export type Fresh = z.output<typeof FreshSchema>
export const SearchFresh = entity("SearchFresh", FreshSchema, ({ scope, post }) =>
  searchFreshKey(scope, post),
)

export const GoneSchema = z.object({
  scope: z.string(),
  kind: z.enum(["post", "topic", "category"]),
  id: z.string(),
  /** What was indexed before is not true any more. */
  stamp: z.number(),
  /** How many topics a category had: so much is to be taken out of segments. */
  topics: z.number().optional(),
})
export type Gone = z.output<typeof GoneSchema>
export const SearchGone = entity("SearchGone", GoneSchema, ({ scope, kind, id }) =>
  searchGoneKey(scope, kind, id),
)

export const BlockSchema = z.object({ scope: z.string(), segment: z.string(), n: z.number(), bytes: Bytes })
export type StoredBlock = z.output<typeof BlockSchema>
export const SearchBlocks = entity("SearchBlock", BlockSchema, ({ scope, segment, n }) =>
  searchBlockKey(scope, segment, n),
)

/** What is to be indexed anew, and how far that came. */
export const TaskSchema = z.object({
  kind: z.enum(["topic", "category"]),
  id: z.string(),
  /** The last topic or post that was done; of a category `post` tells how far its topic `after` is, if not all of it. */
  after: z.string().optional(),
  post: z.string().optional(),
  /** How many topics of a category are done. */
  topics: z.number().optional(),
  stamp: z.number(),
})
export type SearchTask = z.output<typeof TaskSchema>
export const SearchTasks = entity("SearchTask", TaskSchema, ({ kind, id }) => searchTaskKey(`${kind}#${id}`))
