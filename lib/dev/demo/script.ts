/**
 * The demo's topics are scripts in `topics/*.txt`: a head of `name: value` lines, then posts, each begun by
 * `=== Name +2h re:1 likes:A,B answer removed:self`; `--- edited +15m` begins the text that replaces it.
 */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { DAY, HOUR, MINUTE } from "#lib/base/clock.ts"

export type ScriptPost = {
  author: string
  /** Milliseconds after the post before; after the topic's beginning for the first. */
  after: number
  body: string
  /** Number of the post that is answered; 1 is the first. */
  replyTo?: number
  likes: string[]
  isAnswer: boolean
  edit?: { after: number; body: string }
  /** By whom (`self`: the author), and the reason given. */
  removed?: { by: string; why?: string }
}

export type ScriptTopic = {
  file: string
  title: string
  category: string
  tags: string
  /** How many milliseconds ago it began. */
  ago: number
  pinned: boolean
  /** How many milliseconds ago it was closed. */
  closed?: number
  posts: ScriptPost[]
}

/** All topics of the demo. */
export function readScripts(folder = join(import.meta.dirname, "topics")): ScriptTopic[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".txt"))
    .sort()
    .map((file) => parseScript(file, readFileSync(join(folder, file), "utf8")))
}

/** One topic from its script. */
function parseScript(file: string, text: string): ScriptTopic {
  const [head = "", ...posts] = text.split(/^=== /m)
  const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, "m").exec(head)?.[1]
  const closed = field("closed")
  return {
    file,
    title: field("title") ?? file,
    category: field("category") ?? "general",
    tags: field("tags") ?? "",
    ago: duration(field("ago") ?? "1d"),
    pinned: field("pinned") === "yes",
    ...(closed && { closed: duration(closed) }),
    posts: posts.map(parsePost),
  }
}

function parsePost(text: string): ScriptPost {
  const [heading = "", ...lines] = text.split("\n")
  const [first = "", edited] = lines.join("\n").split(/^--- edited /m)
  const [author = "", ...options] = heading.split(/ (?=\+|re:|likes:|answer|removed:)/)
  const option = (name: string): string | undefined =>
    options.find((one) => one.startsWith(`${name}:`))?.slice(name.length + 1)
  const [by, ...why] = option("removed")?.split(":") ?? []
  const replyTo = option("re")
  const [wait = "", ...rest] = edited?.split("\n") ?? []
  return {
    author: author.trim(),
    after: duration(options.find((one) => one.startsWith("+"))?.slice(1) ?? "0m"),
    body: first.trim(),
    ...(replyTo && { replyTo: Number(replyTo) }),
    likes: option("likes")?.split(",") ?? [],
    isAnswer: options.includes("answer"),
    ...(edited && { edit: { after: duration(wait.slice(1)), body: rest.join("\n").trim() } }),
    ...(by && { removed: { by, ...(why.length > 0 && { why: why.join(":") }) } }),
  }
}

const UNITS: Record<string, number> = { d: DAY, h: HOUR, m: MINUTE }

/** `3d8h`, `25m` in milliseconds. */
function duration(text: string): number {
  return Array.from(text.matchAll(/(\d+)([dhm])/g), ([, n, unit]) => Number(n) * UNITS[unit!]!).reduce(
    (sum, part) => sum + part,
    0,
  )
}
