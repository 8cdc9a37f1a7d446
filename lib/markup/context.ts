/** What rendering has to know about the forum around a post, and what it hands from rule to rule. */
import type { Env } from "markdown-it"
import type { KnownUploads } from "./pictures.ts"
import type { Tag } from "./tags.ts"

/**
 * The most HTML that one post may become, in characters; an item of the table holds 400 kB. Honest posts
 * stay at twice their source, but a source of 30 kB can be written to unfold into megabytes.
 */
export const MAX_HTML = 300_000
/** Nobody calls more often in one post; a longer name in the place of each must not make it too long to keep. */
const MAX_MENTION_LINKS = 200

export type RenderContext = {
  /** Makes the ids inside the post unique on its page. */
  postId?: string
  /** Address of a member. Default `/u/<name>`. */
  userPath?: (name: string) => string
  /** Permanent address of a post of ours. Default `/p/<id>`, lower case. */
  postPath?: (id: string) => string
  /** Address of a post by its Discourse numbers. Default `/t/-/<topic>/<post>`, which redirects. */
  oldPostPath?: (topic: string, post: string) => string
  /** Lower-cased. When given, only these names become links and are reported as mentions. */
  knownNames?: ReadonlySet<string>
  /** The uploads that may be shown: pictures of other uploads are not there. */
  uploads?: KnownUploads
  /** The address of the forum, without a slash at its end. */
  origin?: string
  /** Titles by topic's id: a bare address of one of these topics is shown as its title. */
  topicTitles?: ReadonlyMap<string, string>
  /** Whether a line break in a paragraph is shown as one. Default true: people who type lines mean lines. */
  breaks?: boolean
}

/** markdown-it's `env`, filled by us before parsing and by the rules while they work. */
export interface Page extends Env {
  docId: string
  userPath: (name: string) => string
  postPath: (id: string) => string
  oldPostPath: (topic: string, post: string) => string
  knownNames: ReadonlySet<string> | undefined
  uploads: KnownUploads
  origin: string
  topicTitles: ReadonlyMap<string, string> | undefined
  tags: Map<number, Tag>
  /** Characters of code that may still be highlighted in this post. */
  highlightLeft: number
  /** Mentions that may still become links. */
  mentionsLeft: number
}

/** Fills in the defaults. */
export function pageOf(context: RenderContext, highlightLeft: number): Page {
  return {
    docId: (context.postId ?? "").toLowerCase().replace(/[^a-z0-9_-]/g, ""),
    userPath: context.userPath ?? ((name) => `/u/${encodeURIComponent(name.toWellFormed())}`),
    postPath: context.postPath ?? ((id) => `/p/${id.toLowerCase()}`),
    oldPostPath: context.oldPostPath ?? ((topic, post) => `/t/-/${topic}/${post}`),
    knownNames: context.knownNames,
    uploads: context.uploads ?? new Map(),
    origin: context.origin ?? "",
    topicTitles: context.topicTitles,
    tags: new Map(),
    highlightLeft,
    mentionsLeft: MAX_MENTION_LINKS,
  }
}
