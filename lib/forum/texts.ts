/** What people type, turned into what is kept: limits, and the rendering that happens once per edit. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { config } from "#lib/config.ts"
import type { Upload } from "#lib/db/items/uploads.ts"
import { isPending } from "#lib/db/items/users.ts"
import { usersBySkeletons } from "#lib/db/patterns/users.ts"
import { knownUploads } from "#lib/markup/pictures.ts"
import { mentionCandidates, RENDERER_VERSION, render, topicLinkCandidates } from "#lib/markup/render.ts"
import { t } from "#lib/words/t.ts"
import { clean } from "./cleaning.ts"
import { skeletonOf } from "./names.ts"
import { publicTitles } from "./topic-titles.ts"
import { uploadsIn } from "./uploads.ts"
import { covered, coveredHtml } from "./watched-words.ts"

/** Characters; far above what people write by hand, far below what an item may hold (400 kB). */
export const MAX_BODY = 32_000
const MIN_TITLE = 5
export const MAX_TITLE = 150
export const MAX_TAGS = 5
/** What forms count while one types. */
export const TEXT_LIMITS = { body: MAX_BODY, title: MAX_TITLE }
export const MAX_TAG = 30
/**
 * Bytes of HTML that a post may become. Tables and footnotes can grow fifty times in rendering, and an item holds 400 kB.
 */
export const MAX_HTML = 300_000
/** More names than this are shown as text: a post that calls fifty people calls nobody. */
const MAX_MENTIONS = 20
/** Candidates are more than mentions: scripts without spaces leave open where a name ends. One BatchGet. */
const MAX_LOOKUPS = 60

/** What a form made may be asked for again by the same key; made by the page that shows the form. */
export const FormKey = z.string().regex(/^[0-9A-Za-z_-]{10,64}$/, { error: () => t("inputs.form-key") })

/** Spaces of every kind, and characters that are there but show nothing. */
const INVISIBLE = /[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/gu

function isVisible(text: string): boolean {
  return text.replace(INVISIBLE, "") !== ""
}

/** Markdown as typed. */
export const Body = z
  .string({ error: () => t("inputs.body-empty") })
  .transform(clean)
  .refine(isVisible, { error: () => t("inputs.body-empty") })
  .refine((text) => text.length <= MAX_BODY, {
    error: ({ input }) => t("inputs.body-long", { length: (input as string).length, max: MAX_BODY }),
  })

/** More marks on a letter than any script writes make a tower that no line holds. */
const TOWERS = /(\p{M}{4})\p{M}+/gu

export const Title = z
  .string({ error: () => t("inputs.title-empty") })
  .transform((text) => clean(text).replace(TOWERS, "$1").replace(/\s+/g, " ").trim())
  .refine((text) => text.length >= MIN_TITLE, { error: () => t("inputs.title-short", { min: MIN_TITLE }) })
  .refine(isVisible, { error: () => t("inputs.title-words") })
  .refine((text) => text.length <= MAX_TITLE, { error: () => t("inputs.title-long", { max: MAX_TITLE }) })

/** Tags from one field, separated by commas or spaces; lower-cased, hyphens inside. */
export const TagList = z
  .string()
  .default("")
  .transform((text) => [
    ...new Set(
      text
        .split(/[\s,#]+/)
        .map(tagOf)
        .filter(Boolean),
    ),
  ])
  .refine((tags) => tags.length <= MAX_TAGS, { error: () => t("inputs.tags-many", { max: MAX_TAGS }) })
  .refine((tags) => tags.every((tag) => tag.length <= MAX_TAG), {
    error: () => t("inputs.tag-long", { max: MAX_TAG }),
  })

/** The one form of a tag: lower case, letters and digits of any script, hyphens. */
export function tagOf(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
}

export type RenderedText = {
  html: string
  renderer: number
  excerpt: string
  /** Ids of the members who are named, and of those who are quoted. */
  mentions: string[]
  quotes: string[]
}

/** The same, the uploads that are shown, and how many links to elsewhere and pictures there are, and the HTML before anything was covered. */
export type RenderedPost = {
  shown: RenderedText
  pictures: Upload[]
  links: number
  images: number
  whole: string
}

/**
 * Markdown to what is shown. Names that are no members stay text, watched words that are to be covered are covered.
 * @throws ForumError invalid when it is too much
 */
export async function renderText(source: string, post: string): Promise<RenderedPost> {
  const origin = config().url
  const [members, named, topicTitles] = await Promise.all([
    membersNamedIn(source),
    uploadsIn(source),
    publicTitles(topicLinkCandidates(source, origin)),
  ])
  const {
    html: whole,
    excerpt,
    mentions,
    quotes,
    uploads,
    links,
    images,
  } = render(source, {
    postId: post,
    knownNames: new Set(members.keys()),
    uploads: knownUploads(named),
    origin,
    topicTitles,
  })
  const html = await coveredHtml(whole)
  if (Buffer.byteLength(html) > MAX_HTML)
    throw new ForumError("invalid", "too-much-markup", { field: "body" })
  const ids = (names: (string | undefined)[]): string[] => [
    ...new Set(names.flatMap((name) => members.get(name?.toLowerCase() ?? "") ?? [])),
  ]
  return {
    shown: {
      html,
      renderer: RENDERER_VERSION,
      excerpt: await covered(excerpt),
      mentions: ids(mentions),
      quotes: ids(quotes.map(({ author }) => author)),
    },
    pictures: named.filter(({ id }) => uploads.includes(id)),
    ...{ links, images, whole },
  }
}

/** Ids of the members who are mentioned or quoted, by their names in lower case. */
async function membersNamedIn(source: string): Promise<Map<string, string>> {
  const quoted = source.includes("[quote") ? render(source).quotes.flatMap(({ author }) => author ?? []) : []
  const names = [...new Set([...quoted, ...mentionCandidates(source)])].slice(0, MAX_LOOKUPS)
  if (names.length === 0) return new Map()
  const users = await usersBySkeletons([...new Set(names.map(skeletonOf))])
  const members = users.filter((user) => !isPending(user)).slice(0, MAX_MENTIONS)
  // A text of before may name somebody as they were called then: the address leads on.
  return new Map(
    members.flatMap(({ id, name, formerNames = [] }) =>
      [name, ...formerNames].map((one) => [one.toLowerCase(), id] as const),
    ),
  )
}

/** A post can be edited to name other people each time; beyond so many in all it calls nobody new. */
const MAX_EVER_NAMED = 100

/** Whoever is or was named: who was told once is not told again when a name leaves a post and comes back. */
export function everNamed(before: string[] | undefined, now: string[]): string[] {
  return [...new Set([...(before ?? []), ...now])].slice(0, MAX_EVER_NAMED)
}
