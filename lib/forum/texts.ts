/** What people type, turned into what is kept: limits, and the rendering that happens once per edit. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { isPending } from "#lib/db/items/users.ts"
import { usersBySkeletons } from "#lib/db/patterns/users.ts"
import { mentionCandidates, RENDERER_VERSION, render } from "#lib/markup/render.ts"
import { skeletonOf } from "./names.ts"

/** Characters; far above what people write by hand, far below what an item may hold (400 kB). */
export const MAX_BODY = 32_000
export const MIN_TITLE = 5
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
export const FormKey = z.string().regex(/^[0-9A-Za-z_-]{10,64}$/, "Reload the page and send the form again.")

/** Line ends as they are on every machine; control characters that no reader sees are dropped. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/(?![\t\n])\p{Cc}/gu, "")
}

/** Spaces of every kind, and characters that are there but show nothing. */
const INVISIBLE = /[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/gu

function isVisible(text: string): boolean {
  return text.replace(INVISIBLE, "") !== ""
}

/** Markdown as typed. */
export const Body = z
  .string("Write something first.")
  .transform(clean)
  .refine(isVisible, "Write something first.")
  .refine((text) => text.length <= MAX_BODY, {
    error: ({ input }) =>
      `That is ${(input as string).length.toLocaleString("en")} characters; at most ${MAX_BODY.toLocaleString("en")} fit in one post. Split it in two.`,
  })

export const Title = z
  .string("Give the topic a title.")
  .transform((text) => clean(text).replace(/\s+/g, " ").trim())
  .refine(
    (text) => text.length >= MIN_TITLE,
    `Say in at least ${MIN_TITLE} characters what the topic is about.`,
  )
  .refine(isVisible, "Give the topic a title of words.")
  .refine((text) => text.length <= MAX_TITLE, `Keep the title under ${MAX_TITLE} characters.`)

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
  .refine(
    (tags) => tags.length <= MAX_TAGS,
    `At most ${MAX_TAGS} tags: keep the ones by which people would look.`,
  )
  .refine((tags) => tags.every((tag) => tag.length <= MAX_TAG), `A tag has at most ${MAX_TAG} characters.`)

/** The one form of a tag: lower case, letters and digits of any script, hyphens. */
export function tagOf(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
}

export type RenderedText = { html: string; renderer: number; excerpt: string }

/** Markdown to what is shown. Names that are no members stay text. @throws ForumError invalid when it is too much */
export async function renderText(source: string, post: string): Promise<RenderedText> {
  const knownNames = await membersNamedIn(source)
  const { html, excerpt } = render(source, { postId: post, knownNames })
  if (Buffer.byteLength(html) > MAX_HTML)
    throw new ForumError("invalid", "too-much-markup", { field: "body" })
  return { html, renderer: RENDERER_VERSION, excerpt }
}

/** Lower-cased names of the members who are mentioned or quoted. */
async function membersNamedIn(source: string): Promise<Set<string>> {
  const quoted = source.includes("[quote") ? render(source).quotes.flatMap(({ author }) => author ?? []) : []
  const names = [...new Set([...quoted, ...mentionCandidates(source)])].slice(0, MAX_LOOKUPS)
  if (names.length === 0) return new Set()
  const users = await usersBySkeletons([...new Set(names.map(skeletonOf))])
  const members = users.filter((user) => !isPending(user)).slice(0, MAX_MENTIONS)
  // A text of before may name somebody as they were called then: the address leads on.
  return new Set(members.flatMap(({ name, formerNames = [] }) => [name, ...formerNames]).map(lowerCase))
}

const lowerCase = (name: string): string => name.toLowerCase()
