/** What people type, turned into what is kept: limits, and the rendering that happens once per edit. */
import { z } from "zod"
import { usersBySkeletons } from "#lib/db/patterns/users.ts"
import { RENDERER_VERSION, render } from "#lib/markup/render.ts"
import { skeletonOf } from "./names.ts"

/** Characters; far above what people write by hand, far below what an item may hold (400 kB). */
export const MAX_BODY = 32_000
export const MIN_TITLE = 5
export const MAX_TITLE = 150
export const MAX_TAGS = 5
export const MAX_TAG = 30
/** More names than this are shown as text: a post that calls fifty people calls nobody. */
const MAX_MENTIONS = 20

/** What a form made may be asked for again by the same key; made by the page that shows the form. */
export const FormKey = z.string().regex(/^[0-9A-Za-z_-]{10,64}$/, "Reload the page and send the form again.")

/** Line ends as they are on every machine; control characters that no reader sees are dropped. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are to go
  return text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "")
}

/** Markdown as typed. */
export const Body = z
  .string("Write something first.")
  .transform(clean)
  .refine((text) => text.trim().length > 0, "Write something first.")
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

/** Markdown to what is shown. Names that are no members stay text. */
export async function renderText(source: string, post: string): Promise<RenderedText> {
  const first = render(source, { postId: post, knownNames: new Set() })
  const names = first.mentions.slice(0, MAX_MENTIONS)
  if (names.length === 0) return { html: first.html, renderer: RENDERER_VERSION, excerpt: first.excerpt }
  const users = await usersBySkeletons(names.map(skeletonOf))
  const knownNames = new Set(users.map((user) => user.name.toLowerCase()))
  const { html, excerpt } = render(source, { postId: post, knownNames })
  return { html, renderer: RENDERER_VERSION, excerpt }
}
