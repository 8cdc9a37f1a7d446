/** Second reading: the bodies of a topic's posts, turned into our Markdown and rendered. */
import { MAX_HTML } from "#lib/forum/texts.ts"
import { fromDiscourse } from "#lib/markup/from-discourse.ts"
import { fromHtml } from "#lib/markup/from-html.ts"
import { render } from "#lib/markup/render.ts"
import type { PostFacts } from "./archive.ts"
import { textOf } from "./folder.ts"
import { readSource, type SourcePost } from "./source.ts"

export type Body = { raw?: string; cooked: string }

export type TextOptions = {
  baseUrl?: string
  /** Id of a post by its numbers in the source. */
  postId: (topic: string, post: string) => string | undefined
  renamed: Map<string, string>
  known: Set<string>
}

export type Piece = { source: string; html: string; excerpt: string }

/** Files that hold many posts are asked for again and again. */
const KEPT_FILES = 4

/** Reads bodies again, by the file in which the first reading found them. */
export class Bodies {
  readonly #folder: string
  readonly #files: string[]
  readonly #kept = new Map<number, Map<number, SourcePost>>()

  constructor(folder: string, files: string[]) {
    this.#folder = folder
    this.#files = files
  }

  /** Undefined when the file changed or went since it was first read. */
  async of(post: PostFacts): Promise<Body | undefined> {
    return (this.#kept.get(post.file) ?? (await this.#read(post.file))).get(post.id)
  }

  async #read(file: number): Promise<Map<number, SourcePost>> {
    const read = await textOf(this.#folder, this.#files[file]!)
    const source = "text" in read ? readSource(read.text) : read.reason
    const posts = new Map(typeof source === "string" ? [] : source.posts.map((post) => [post.id, post]))
    this.#kept.set(file, posts)
    if (this.#kept.size > KEPT_FILES) this.#kept.delete(this.#kept.keys().next().value!)
    return posts
  }
}

/**
 * A body as it is kept: mostly one piece, more where the text is larger than an item holds.
 * @param topic number of the topic, which a quote of the same topic may leave out
 * @param postIdOf the id of piece `n`, which the HTML's own anchors carry
 */
export function piecesOf(
  body: Body,
  topic: number,
  postIdOf: (n: number) => string,
  options: TextOptions,
): Piece[] {
  const markdown = markdownOf(body, topic, options)
  if (!markdown) return []
  const pieces: Piece[] = []
  for (const source of split(markdown)) pieces.push(...rendered(source, pieces.length))
  return pieces

  /** Rendering may make much of little: then it is cut again, until it fits. */
  function rendered(source: string, n: number): Piece[] {
    const { html, excerpt } = render(source, { postId: postIdOf(n), knownNames: options.known })
    if (Buffer.byteLength(html) <= MAX_HTML || source.length < 500) return [{ source, html, excerpt }]
    const parts: Piece[] = []
    for (const part of split(source, Math.ceil(Buffer.byteLength(source) / 2)))
      parts.push(...rendered(part, n + parts.length))
    return parts
  }
}

function markdownOf({ raw, cooked }: Body, topic: number, options: TextOptions): string {
  const converted = raw?.trim()
    ? fromDiscourse(namedTopic(raw, topic), cooked, options)
    : fromHtml(cooked, options)
  return withNames(converted, options.renamed).trim()
}

/** `[quote="name, post:2"]` means this topic. */
function namedTopic(raw: string, topic: number): string {
  return raw.replace(
    /\[quote="([^"\]]*\bpost:\s*\d+)(?![^"\]]*\btopic:)([^"\]]*)"\]/g,
    `[quote="$1, topic:${topic}$2"]`,
  )
}

/** Names in quotes and mentions become the names that their people have here. */
function withNames(markdown: string, renamed: Map<string, string>): string {
  if (renamed.size === 0) return markdown
  const nameOf = (old: string): string => renamed.get(old.toLowerCase()) ?? old
  return markdown
    .replace(/(\[quote="?)([^",\]\n]+)/g, (_, start: string, old: string) => start + nameOf(old))
    .replace(
      /(?<![\p{L}\p{N}._\-+/@:=`])@([\p{L}\p{N}_][\p{L}\p{N}\p{M}._-]*[\p{L}\p{N}\p{M}_]|[\p{L}\p{N}_])/gu,
      (_, old: string) => `@${nameOf(old)}`,
    )
}

/** Cuts a source of more than `limit` bytes between its paragraphs, never inside a block of code, else between lines. */
function split(source: string, limit = MAX_HTML - 50_000): string[] {
  if (Buffer.byteLength(source) <= limit) return [source]
  const pieces: string[] = []
  let piece = ""
  let fence = ""
  const lines = source.split("\n").flatMap((line) => cutLine(line, limit / 2))
  for (const line of lines) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (mark && !fence) fence = mark
    else if (mark && fence && mark.startsWith(fence)) fence = ""
    const size = Buffer.byteLength(piece) + Buffer.byteLength(line)
    // A fence longer than an item is closed here and opened again there.
    if (size > limit * 0.95 || (size > limit * 0.7 && !fence && line.trim() === "")) {
      pieces.push(fence ? `${piece}\n${fence}` : piece)
      piece = fence ? `${fence}\n${line}` : line
    } else piece = piece ? `${piece}\n${line}` : line
  }
  return [...pieces, piece].map((one) => one.replace(/^\n+|\s+$/g, "")).filter(Boolean)
}

function cutLine(line: string, limit: number): string[] {
  if (Buffer.byteLength(line) <= limit) return [line]
  const characters = Array.from(line)
  const size = Math.floor(limit / 4)
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, i) =>
    characters.slice(i * size, (i + 1) * size).join(""),
  )
}
